import type { StaleChoice } from '../assess/assessment';
import { m } from '../paraglide/messages.js';
import type { Language } from './format';
import { messageOrKey } from './message-text';
import { snakeCase, term } from './terms';

/** The value of a choice in words, as the Findings screen offers it. */
export function choiceValueText(field: string, value: string, language: Language): string {
  if (field === 'ringMoves') return m.cli_ring({ ring: value }, { locale: language });
  if (field === 'enforcement') return term(value, 'enforcement', language);
  return messageOrKey(`choice_${snakeCase(field)}_${snakeCase(value)}`, {}, language);
}

/** Which recorded choice counts as not made, and why, in one sentence or two. */
export function staleChoiceText(choice: StaleChoice, language: Language): string {
  const options = { locale: language };
  const { field } = choice;
  if (field === 'accepted') return staleAcceptanceText(choice, language);
  const subject =
    field === 'methods' ? term(choice.subject, 'configuration', language) : choice.subject;
  const about = messageOrKey(`choice_about_${snakeCase(field)}`, { subject }, language);
  const value = choiceValueText(field, choice.value, language);
  switch (choice.because) {
    case 'gone':
      return m.stale_choice_gone({ about, value }, options);
    case 'licenceGone':
      return m.stale_choice_licence_gone({ about, value }, options);
    case 'ranOut':
      return m.stale_choice_ran_out({ about, value }, options);
    case 'isOff':
      return m.stale_choice_is_off({ about, value }, options);
    case 'notSo':
    case 'grown':
    case 'cannotBeAccepted':
      return m.stale_choice_not_so({ about, value }, options);
  }
}

/** `value`: how many the acceptance does not name. */
function staleAcceptanceText({ subject, value, because }: StaleChoice, language: Language): string {
  const options = { locale: language };
  switch (because) {
    case 'grown':
      return m.stale_acceptance_grown({ code: subject, count: value }, options);
    case 'cannotBeAccepted':
      return m.stale_acceptance_not_possible({ code: subject }, options);
    default:
      return m.stale_acceptance_ran_out({ code: subject }, options);
  }
}
