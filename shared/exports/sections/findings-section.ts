import { m } from '../../paraglide/messages.js';
import type { Finding, Severity } from '../../assess/assessment';
import type { Plan } from '../../plan/plan';
import { staleChoiceText } from '../../i18n/choice-text';
import { findingPart } from '../../i18n/finding-text';
import type { Block, Section } from '../report-document';
import type { ReportWords } from '../report-words';

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];

/** Findings by group; each with who, why, what it rests on and what to do. */
export function findingsSection(
  plan: Pick<Plan, 'findings' | 'snapshotTakenAt'>,
  words: ReportWords,
): Section {
  const { options } = words;
  const groups = severities.flatMap((severity): readonly Block[] => {
    const findings = plan.findings.filter((finding) => finding.severity === severity);
    return findings.length === 0 ? [] : [findingsBlock(severity, findings, words)];
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

function findingsBlock(
  severity: Severity,
  findings: readonly Finding[],
  words: ReportWords,
): Block {
  return {
    kind: 'findings',
    caption: words.term(severity, 'severity'),
    items: findings.map((finding) => ({
      title: words.findingTitle(finding),
      code: finding.code,
      who: words.who(finding),
      why: findingPart(finding.code, 'why', words.language),
      evidence: words.evidence(finding),
      advice: findingPart(finding.code, 'advice', words.language),
    })),
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
      items: open.map((finding) => `${words.findingTitle(finding)} (${finding.code})`),
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
