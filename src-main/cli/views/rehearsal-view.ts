import { m } from '../../../shared/paraglide/messages.js';
import { titleOf } from '../../../shared/exports/step-words';
import type { Plan } from '../../../shared/plan/plan';
import type { RehearsedStep, Rehearsal } from '../../../shared/plan/rehearsal';
import type { Output } from '../output';
import { columns } from './lines';

/** What comes back and what does not, step by step. */
export function rehearsalLines(
  plan: Plan,
  rehearsal: Rehearsal,
  { language }: Pick<Output, 'language'>,
): readonly string[] {
  const options = { locale: language };
  const titles = new Map(plan.steps.map((step) => [step.id, titleOf(step, language)]));
  return [
    rehearsal.isRestored
      ? m.cli_rehearsal_restored({}, options)
      : m.cli_rehearsal_failed({}, options),
    '',
    ...columns(
      rehearsal.steps.map((step) => [
        step.stepId,
        outcomeText(step, options),
        titles.get(step.stepId) ?? '',
      ]),
    ),
    ...rehearsal.differences.map((name) => m.cli_rehearsal_difference({ name }, options)),
  ];
}

function outcomeText({ outcome, fault }: RehearsedStep, options: { locale: 'en' | 'ja' }): string {
  switch (outcome) {
    case 'restored':
      return m.term_rehearsal_restored({}, options);
    case 'stays':
      return m.term_rehearsal_stays({}, options);
    case 'oneWay':
      return m.term_rehearsal_one_way({}, options);
    case 'byHand':
      return m.term_rehearsal_by_hand({}, options);
    case 'nothingSent':
      return m.term_rehearsal_nothing_sent({}, options);
    case 'failed': {
      const status = fault?.status === null ? '' : `${fault?.status ?? ''} `;
      return m.term_rehearsal_failed({ code: `${status}${fault?.code ?? '–'}` }, options);
    }
  }
}
