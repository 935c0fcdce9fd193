import { m } from '../../paraglide/messages.js';
import { verdicts, type Simulation } from '../../lockout/verdict';
import type { Plan } from '../../plan/plan';
import type { Section } from '../report-document';
import { column, type ReportWords } from '../report-words';
import { titleOf } from '../step-words';

/** For each step that changes something for somebody: how many people meet what. */
export function outcomeSection(plan: Plan, simulation: Simulation, words: ReportWords): Section {
  const { options } = words;
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const rows = simulation.steps
    .filter(({ stepId, changed }) => stepId === 'start' || changed.length > 0)
    .map(({ stepId, counts, changed }) => {
      const step = steps.get(stepId);
      const name =
        step === undefined
          ? m.report_today({}, options)
          : `${stepId} · ${titleOf(step, words.language)}`;
      return [
        name,
        ...verdicts.map((verdict) => words.count(counts[verdict])),
        words.count(changed.length),
      ];
    });
  return {
    id: 'outcome',
    title: m.report_outcome_title({}, options),
    blocks: [
      { kind: 'text', text: m.report_outcome_text({}, options) },
      {
        kind: 'table',
        caption: m.report_outcome_caption({}, options),
        columns: [
          column(m.report_column_after_step({}, options)),
          ...verdicts.map((verdict) => column(words.term(verdict, 'verdict'), true)),
          column(m.report_column_changed({}, options), true),
        ],
        rows,
      },
    ],
  };
}
