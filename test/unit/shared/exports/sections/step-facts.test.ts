import { describe, expect, it } from 'vitest';
import { csvTables } from '../../../../../shared/exports/csv-columns';
import { makeReport } from '../../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../../shared/exports/markdown';
import { reportWords } from '../../../../../shared/exports/report-words';
import { toRunbook } from '../../../../../shared/exports/runbook';
import { fateIn } from '../../../../../shared/lockout/plan-fate';
import { reachLine, reachText } from '../../../../../shared/i18n/reach-text';
import { reachOf } from '../../../../../shared/plan/step-reach';
import { summarizePlan } from '../../../../../shared/plan/summary';
import { planLines } from '../../../../../src-main/cli/views/plan-view';
import { scenarioPlan } from '../../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const columns = { en: ['Reach', 'Gate'], ja: ['範囲', '進行条件'] } as const;
const told = {
  en: {
    soak: 'Reach: Nobody: nothing is changed',
    'group.create': 'Reach: Nobody: an empty group',
    'method.configure': 'Reach: The whole tenant',
  },
  ja: {
    soak: '影響範囲: なし (変更を伴わないステップ)',
    'group.create': '影響範囲: なし (空のグループのみ)',
    'method.configure': '影響範囲: テナント全体',
  },
};

describe.each(['en', 'ja'] as const)('every step in an export in %s', (language) => {
  const report = makeReport({ plan, simulation, language, zone: 'UTC' });
  const steps = report.sections
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.kind === 'steps');
  const reaches = plan.steps.map((step) => reachText(reachOf(step), language));
  const wanted = plan.steps.map((step) => reachLine(step, language));

  it('says how far it reaches, why it is there and how it goes back', () => {
    expect(new Set(plan.steps.map((step) => reachOf(step).way)).size).toBeGreaterThan(5);
    expect(steps?.items.map(({ reach }) => reach)).toEqual(wanted);
    for (const { why, wayBack } of steps?.items ?? []) {
      expect(why.length).toBeGreaterThan(5);
      expect(wayBack.length).toBeGreaterThan(2);
    }
  });

  it.each(['soak', 'group.create', 'method.configure'] as const)('says so of a %s', (kind) => {
    const places = plan.steps.flatMap((step, at) => (step.kind === kind ? [at] : []));
    expect(places.length).toBeGreaterThan(0);
    for (const at of places) expect(steps?.items[at]?.reach).toBe(told[language][kind]);
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
    expect(made.map((row) => row[reach ?? -1])).toEqual(reaches);
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
