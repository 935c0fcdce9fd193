import type { Person } from '../../assess/people';
import { limits } from '../../entra/retirement-dates';
import type { PlanContext } from '../plan-context';
import { gateStep, type DraftReason } from '../step-draft';
import type { Step } from '../step';

const about: DraftReason = { purpose: 'caReportOnly', why: 'report_only_gate', rules: ['O10'] };

/** Answers MFA today already, so that a prompt more is news to this person. */
export function isAskedToday(person: Person): boolean {
  const canAnswer = person.methods !== null && !person.hasNoMethod;
  return person.enabled && person.perUserMfa === 'enforced' && canAnswer;
}

/**
 * After the week of report-only, before anything is enforced (O10): the policies would stop nobody,
 * and of those who answer MFA today they interrupt no more than one in twenty. More means that
 * something spares them now which Conditional Access does not see: trusted networks, remembered MFA.
 * A plan may be begun with a smaller share, never with a larger one.
 */
export function reportOnlyGates(context: PlanContext): readonly Step[] {
  const asked = context.people.filter(isAskedToday).length;
  const stopped = gateStep('report-only-gate', { figure: 'reportOnlyFailures', atMost: 0 }, about);
  if (asked === 0) return [stopped];
  const { defaults } = context.choices;
  const share =
    defaults === undefined ? limits.reportOnlyInterruptedShare : defaults.interruptedPercent / 100;
  const atMost = Math.floor(asked * share);
  return [
    stopped,
    gateStep(
      'report-only-asked',
      { figure: 'reportOnlyInterrupted', atMost },
      {
        ...{ ...about, why: 'report_only_asked' },
        values: { count: String(asked), limit: String(atMost) },
      },
    ),
  ];
}

/** Where a prompt is no news to anybody: only who would be stopped counts. */
export function stoppedGates(context: PlanContext): readonly Step[] {
  return reportOnlyGates(context).filter((step) => step.gate?.figure === 'reportOnlyFailures');
}
