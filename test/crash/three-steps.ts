import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { stepsOfKind, type WriteKind } from './every-kind';
import { planOfSteps } from './plan-of-steps';

/** Kinds that differ in how they are sent, found again and read back (execution.md 3.11). */
export const sixKinds = [
  'method.configure',
  'campaign.set',
  'group.create',
  'ca.create',
  'group.remove',
  'perUserMfa.set',
] as const satisfies readonly WriteKind[];
export type SixKinds = (typeof sixKinds)[number];
export type Triple = readonly [SixKinds, SixKinds, SixKinds];

/** All 216, in one order. */
export const allTriples: readonly Triple[] = sixKinds.flatMap((one) =>
  sixKinds.flatMap((two) => sixKinds.map((three): Triple => [one, two, three])),
);

/** A plan of these three steps. A kind that comes again does something else each time. */
export function planOfTriple(whole: Plan, triple: Triple): Plan {
  const steps = triple.map((kind, place) => {
    const turn = triple.slice(0, place).filter((earlier) => earlier === kind).length;
    return { ...variantOf(whole, kind, turn), id: `${kind}-${String(turn)}` };
  });
  return planOfSteps(whole, steps);
}

function variantOf(whole: Plan, kind: SixKinds, turn: number): Step {
  const [step] = stepsOfKind(whole, kind);
  if (step === undefined) throw new Error(`The small plan has no ${kind}`);
  switch (kind) {
    case 'method.configure': {
      const own = whole.steps.filter((one) => one.kind === kind);
      return own[turn] ?? step;
    }
    case 'campaign.set': {
      const to = snoozed(step.planned, 3 + turn);
      const from = turn === 0 ? step.prior : snoozed(step.planned, 2 + turn);
      return { ...step, prior: from, planned: to, reverse: { kind: 'restore', to: from ?? {} } };
    }
    case 'group.create':
    case 'ca.create':
      return { ...step, planned: renamed(step.planned ?? {}, turn) };
    case 'group.remove':
    case 'perUserMfa.set': {
      const items = (step.items ?? []).filter((_, index) => index % 3 === turn);
      return { ...step, items };
    }
  }
}

function snoozed(planned: Step['planned'], days: number): JsonObject {
  const enforcement = planned?.['registrationEnforcement'] as JsonObject;
  const campaign = enforcement['authenticationMethodsRegistrationCampaign'] as JsonObject;
  return {
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: { ...campaign, snoozeDurationInDays: days },
    },
  };
}

/** Another name and another marker. */
function renamed(planned: JsonObject, turn: number): JsonObject {
  if (turn === 0) return planned;
  const number = String(turn + 1);
  const own = (key: string, more: string): JsonObject => {
    const value = planned[key];
    return typeof value === 'string' ? { [key]: `${value}${more}${number}` } : {};
  };
  return { ...planned, ...own('displayName', ' '), ...own('mailNickname', '-') };
}
