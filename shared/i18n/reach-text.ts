import { m } from '../paraglide/messages.js';
import { reachOf, type StepReach } from '../plan/step-reach';
import type { Step } from '../plan/step';
import type { Language } from './format';
import { accountsText } from './people-text';

/** Whom a step touches, as a value beside its own label. */
export function reachText({ way, count }: StepReach, language: Language): string {
  const options = { locale: language };
  switch (way) {
    case 'tenant':
      return m.step_reach_tenant({}, options);
    case 'policy':
      return m.step_reach_policy({}, options);
    case 'exclusion':
      return m.step_reach_exclusion({}, options);
    case 'listed':
      return m.step_reach_listed({ accounts: accountsText(count, language) }, options);
    case 'byHand':
      return m.step_reach_by_hand({}, options);
    case 'group':
      return m.step_reach_group({}, options);
    case 'asksNothing':
      return m.step_reach_asks_nothing({}, options);
    case 'waits':
      return m.step_reach_waits({}, options);
  }
}

/** The same where no label stands beside it. */
export function reachLine(step: Step, language: Language): string {
  const reach = reachText(reachOf(step), language);
  return m.step_reach_line({ reach }, { locale: language });
}
