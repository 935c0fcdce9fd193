import type { StepView } from '../../shared/ipc/plan-contract';
import { m } from '../../shared/paraglide/messages.js';
import { count, list } from '../i18n.svelte';

export interface ActWords {
  readonly title: string;
  readonly lead: string;
  /** What happens, in order. */
  readonly order: readonly string[];
  readonly faults: readonly { readonly what: string; readonly then: string }[];
}

/** What is said of steps carried out together: either move between defaults and policies. */
export function actWords(steps: readonly StepView[]): ActWords {
  return steps[0]?.bundle === 'handOver' ? ofHandOver(steps) : ofSwitch(steps);
}

/** Security defaults off, then own policies on. */
function ofSwitch(steps: readonly StepView[]): ActWords {
  const policies = { policies: list(steps.slice(1).map((step) => step.target)) };
  return {
    title: m.switch_title(),
    lead: m.switch_lead({ count: count(steps.length) }),
    order: [
      m.switch_order_ready(policies),
      m.switch_order_off(),
      m.switch_order_list(),
      m.switch_order_on(policies),
      m.switch_order_check(),
    ],
    faults: [
      { what: m.switch_fault_not_seen(), then: m.switch_fault_back() },
      { what: m.switch_fault_people(), then: m.switch_fault_back() },
      { what: m.switch_fault_cut(), then: m.switch_fault_cut_then() },
      { what: m.switch_fault_refused(), then: m.switch_fault_refused_then(policies) },
    ],
  };
}

/** Policies off, then security defaults on. */
function ofHandOver(steps: readonly StepView[]): ActWords {
  const policies = { policies: list(steps.slice(0, -1).map((step) => step.target)) };
  return {
    title: m.hand_over_title(),
    lead: m.hand_over_lead({ count: count(steps.length) }),
    order: [
      m.hand_over_order_ready(),
      m.hand_over_order_off(policies),
      m.hand_over_order_on(),
      m.hand_over_order_check(),
    ],
    faults: [
      { what: m.hand_over_fault_refused(), then: m.switch_fault_back() },
      { what: m.hand_over_fault_people(), then: m.switch_fault_back() },
      { what: m.switch_fault_cut(), then: m.switch_fault_cut_then() },
      { what: m.hand_over_fault_back_refused(), then: m.hand_over_fault_back_refused_then() },
    ],
  };
}
