import { m } from '../../paraglide/messages.js';
import type { Finding, Severity } from '../../assess/assessment';
import type { Plan } from '../../plan/plan';
import { staleChoiceText } from '../../i18n/choice-text';
import type { Block, Section } from '../report-document';
import { column, type ReportWords } from '../report-words';

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];

/** Findings by group; each with who, why and what to do. */
export function findingsSection(plan: Plan, words: ReportWords): Section {
  const { options } = words;
  const groups = severities.flatMap((severity): readonly Block[] => {
    const findings = plan.findings.filter((finding) => finding.severity === severity);
    return findings.length === 0 ? [] : [findingsTable(severity, findings, words)];
  });
  return {
    id: 'findings',
    title: m.report_findings_title({}, options),
    blocks:
      groups.length === 0
        ? [
            {
              kind: 'text',
              text: m.report_no_findings({ at: words.dateTime(plan.snapshotTakenAt) }, options),
            },
          ]
        : groups,
  };
}

function findingsTable(
  severity: Severity,
  findings: readonly Finding[],
  words: ReportWords,
): Block {
  const { options } = words;
  return {
    kind: 'table',
    caption: words.term(severity, 'severity'),
    columns: [
      column(m.report_column_finding({}, options)),
      column(m.report_column_count({}, options), true),
      column(m.report_column_who({}, options)),
      column(m.report_column_why({}, options)),
      column(m.report_column_advice({}, options)),
    ],
    rows: findings.map((finding) => [
      `${words.finding(finding.code, 'title', finding.count)} (${finding.code})`,
      words.count(finding.count),
      words.some(
        finding.subjects.map(({ name, id }) => (name === '' ? id : name)),
        12,
      ),
      words.finding(finding.code, 'why', finding.count),
      words.finding(finding.code, 'advice', finding.count),
    ]),
  };
}

/** Decisions still open (a ring that depends on one cannot start), and choices that no longer count. */
export function decisionsSection(plan: Plan, words: ReportWords): Section | null {
  const { options } = words;
  const open = plan.findings.filter(({ severity }) => severity === 'decision');
  const stale = plan.staleChoices ?? [];
  if (open.length === 0 && stale.length === 0) return null;
  const openBlocks: readonly Block[] = [
    { kind: 'text', text: m.report_decisions_text({}, options) },
    {
      kind: 'list',
      items: open.map(({ code, count }) => `${words.finding(code, 'title', count)} (${code})`),
    },
  ];
  const staleBlocks: readonly Block[] = [
    {
      kind: 'text',
      text: m.stale_choices_title({ count: words.count(stale.length) }, options),
    },
    { kind: 'list', items: stale.map((choice) => staleChoiceText(choice, words.language)) },
  ];
  return {
    id: 'decisions',
    title: m.report_decisions_title({}, options),
    blocks: [...(open.length === 0 ? [] : openBlocks), ...(stale.length === 0 ? [] : staleBlocks)],
  };
}
