import { describe, expect, it } from 'vitest';
import { csvTables } from '../../../../../shared/exports/csv-columns';
import { makeReport } from '../../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../../shared/exports/markdown';
import { reportWords } from '../../../../../shared/exports/report-words';
import { toRunbook } from '../../../../../shared/exports/runbook';
import { fateIn } from '../../../../../shared/lockout/plan-fate';
import { summarizePlan } from '../../../../../shared/plan/summary';
import { planLines } from '../../../../../src-main/cli/views/plan-view';
import { scenarioPlan } from '../../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const columns = { en: ['Reach', 'Gate'], ja: ['範囲', '進行条件'] } as const;
const reaches = {
  en: {
    tenant: 'Reaches the whole tenant',
    ring: 'Reaches the accounts it names',
    none: 'Reaches nobody by itself',
  },
  ja: {
    tenant: '影響範囲: テナント全体',
    ring: '影響範囲: 対象のアカウントのみ',
    none: '影響範囲: このステップ単独では影響なし',
  },
};

describe.each(['en', 'ja'] as const)('every step in an export in %s', (language) => {
  const report = makeReport({ plan, simulation, language, zone: 'UTC' });
  const steps = report.sections
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.kind === 'steps');
  const wanted = plan.steps.map(({ blast }) => reaches[language][blast]);

  it('says how far it reaches, why it is there and how it goes back', () => {
    expect(new Set(plan.steps.map(({ blast }) => blast)).size).toBe(3);
    expect(steps?.items.map(({ reach }) => reach)).toEqual(wanted);
    for (const { why, wayBack } of steps?.items ?? []) {
      expect(why.length).toBeGreaterThan(5);
      expect(wayBack.length).toBeGreaterThan(2);
    }
  });

  it('says so in Markdown and in the runbook', () => {
    const parts = toMarkdown(report)
      .split(/^### s\d+ /m)
      .slice(1);
    expect(parts).toHaveLength(wanted.length);
    for (const [at, part] of parts.entries()) expect(part).toContain(wanted[at]);
    const acts = toRunbook(plan, reportWords(plan, language, 'UTC'), false).split(
      /^if \(Test-Step /m,
    );
    for (const [at, act] of acts.slice(1).entries()) expect(act).toContain(wanted[at]);
  });

  it('says so in the table of steps, and what each gate wants', () => {
    const { header, rows } = csvTables.steps(plan, reportWords(plan, language, 'UTC'));
    const made = [...rows];
    const [reach, gate] = columns[language].map((name) => header.indexOf(name));
    expect(made.map((row) => row[reach ?? -1])).toEqual(wanted);
    expect(made.map((row) => row[gate ?? -1])).toEqual(steps?.items.map((item) => item.gate));
    expect(made.filter((row) => row[gate ?? -1] !== '').length).toBeGreaterThan(3);
  });

  it('says so where the terminal lists the steps of a plan', () => {
    const summary = summarizePlan(plan, fateIn(plan, simulation));
    const lines = planLines(plan, summary, 'a.causeway', { language, zone: 'UTC' });
    for (const [at, { id, gate }] of plan.steps.entries()) {
      const line = lines.find((one) => one.trimStart().startsWith(`${id} `));
      expect(line).toContain(gate === undefined ? wanted[at] : steps?.items[at]?.gate);
    }
  });
});
