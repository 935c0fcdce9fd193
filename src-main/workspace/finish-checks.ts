import type { CallOutput } from '../../shared/ipc/contract-types';
import type { Assessment } from '../../shared/assess/assessment';
import { passwordReset } from '../../shared/assess/password-reset';
import type { Person } from '../../shared/assess/people';
import type { Plan } from '../../shared/plan/plan';
import type { AnswerPath } from '../../shared/tenant/answer-paths';
import type { Answers } from '../../shared/tenant/answer';
import { lastEntered } from '../../shared/tenant/entered';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { RolloutStatus } from '../rollout/rollout-status';

type Item = CallOutput<'finish.get'>['checklist'][number];
type Judged = Pick<Item, 'state' | 'detail'>;

export interface FinishInput {
  readonly plan: Plan;
  /** The newest reading of the tenant, and what it says. */
  readonly assessment: Assessment;
  readonly snapshot: Snapshot;
  readonly people: readonly Person[];
  /** The answers of now: what was cleaned up after the plan was approved counts. */
  readonly answers: Answers | null;
  /** Null: nothing of the plan has been carried out. */
  readonly status: RolloutStatus | null;
}

/** Whether password reset works for whoever it worked for, with whose answers say so. */
export function passwordResetItem({ plan, people, answers, snapshot }: FinishInput): Item {
  const policy = snapshot.authenticationMethodsPolicy;
  const planned = {
    ...{ people: plan.people, answers: plan.answers },
    policy: plan.baseline.authenticationMethodsPolicy,
  };
  const reset = passwordReset(planned, { people, answers, policy }, snapshot.registration);
  const said = (state: Item['state'], key: string, value?: number): Item => ({
    ...{ id: 'passwordReset', state },
    detail: { key, values: value === undefined ? {} : { value: String(value) } },
    entered: lastEntered(answers, ['sspr.scope', 'sspr.methodsRequired']),
  });
  if (reset.kind === 'notAnswered') return said('unknown', 'finish_notAnswered');
  if (reset.kind === 'off') return said('done', 'finish_passwordResetOff');
  if (reset.lost.length > 0) return said('open', 'finish_passwordResetLost', reset.lost.length);
  if (reset.unknown > 0) return said('unknown', 'finish_passwordResetUnknown', reset.unknown);
  return said('done', 'finish_passwordResetWorks', reset.inScope);
}

/**
 * Trusted IPs, app passwords and remember-MFA, one by one: cleaned up in a step of this plan, by the
 * word of who did it; else as the answers of now say. Graph cannot read them.
 */
export function legacyItems({ plan, answers, status }: FinishInput): readonly Item[] {
  const done = new Set(
    (status?.steps ?? []).filter((one) => one.status === 'DONE').map(({ id }) => id),
  );
  const cleaning = plan.steps.filter((step) => step.manual?.id === 'legacy_clean_up');
  const isClean = cleaning.length > 0 && cleaning.every((step) => done.has(step.id));
  const step = cleaning[0]?.id ?? '';
  const byHand: Judged = {
    state: 'done',
    detail: { key: 'finish_legacyByHand', values: { step } },
  };
  const legacy = answers?.legacyMfa;
  const item = (id: string, path: AnswerPath, judged: Judged): Item =>
    isClean
      ? { id, ...byHand, entered: null }
      : { id, ...judged, entered: lastEntered(answers, [path]) };
  return [
    item('trustedIps', 'legacyMfa.trustedIps', ranges(legacy?.trustedIps)),
    item(
      'appPasswords',
      'legacyMfa.appPasswordsAllowed',
      onOrOff('appPasswords', legacy?.appPasswordsAllowed),
    ),
    item(
      'rememberMfa',
      'legacyMfa.rememberMfa',
      onOrOff('rememberMfa', legacy?.rememberMfa?.allowed),
    ),
  ];
}

const notAnswered: Judged = {
  state: 'unknown',
  detail: { key: 'finish_notAnswered', values: {} },
};

function ranges(listed: NonNullable<Answers['legacyMfa']>['trustedIps']): Judged {
  if (listed === undefined || listed === null) return notAnswered;
  return {
    state: listed.length === 0 ? 'done' : 'open',
    detail: { key: 'finish_trustedIps', values: { value: String(listed.length) } },
  };
}

function onOrOff(id: string, isOn: boolean | null | undefined): Judged {
  if (isOn === undefined || isOn === null) return notAnswered;
  return {
    state: isOn ? 'open' : 'done',
    detail: { key: `finish_${id}${isOn ? 'On' : 'Off'}`, values: {} },
  };
}
