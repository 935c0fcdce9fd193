import type { SafetyView } from '../../shared/ipc/safety-contract';
import { judgeGuardrails, type EmergencyCheck } from '../../shared/lockout/guardrails';
import type { Plan } from '../../shared/plan/plan';
import { imageOfPlan } from '../../shared/plan/post-image';
import type { Step } from '../../shared/plan/step';
import { stepTitle } from '../../shared/plan/step-title';
import { matchesPattern } from '../../shared/tenant/resolve-selectors';
import type { Read } from '../../shared/tenant/snapshot';
import { cannotUndo } from './review-view';
import type { SafetyRecord } from './safety-record';

const dayMs = 86_400_000;
const staleDays = 7;
const drillDays = 90;
const checksOfAccount: readonly EmergencyCheck[] = [
  'exists',
  'enabled',
  'cloudOnly',
  'initialDomain',
  'globalAdministrator',
  'strongMethod',
  'perUserDisabled',
  'notStopped',
];

export interface SafetyInput {
  readonly plan: Plan;
  readonly record: SafetyRecord;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What there is to go back to, who can always get in, and what was tried (screens.md 10). */
export function buildSafetyView({ plan, record, now }: SafetyInput): SafetyView {
  const { rehearsal, confirmed } = record;
  return {
    planHash: plan.planHash,
    readAt: plan.snapshotTakenAt,
    isOld: now - Date.parse(plan.snapshotTakenAt) > staleDays * dayMs,
    holds: holdsOf(plan),
    emergency: emergencyOf(plan, now),
    gates: plan.steps.flatMap(gateOf),
    back: backOf(plan),
    cannotUndo: plan.steps.flatMap((step) =>
      cannotUndo([step]).map((why) => ({ stepId: step.id, title: stepTitle(step), why })),
    ),
    rehearsal:
      rehearsal === null
        ? null
        : {
            at: rehearsal.at,
            isOfThisPlan: rehearsal.planHash === plan.planHash,
            isRestored: rehearsal.isRestored,
            steps: rehearsal.steps,
            failed: failedOf(plan, rehearsal.failed),
            differences: [...rehearsal.differences],
          },
    confirmed:
      confirmed?.planHash === plan.planHash ? { by: confirmed.by, at: confirmed.at } : null,
  };
}

function holdsOf({ baseline, people }: Plan): SafetyView['holds'] {
  const many = <T>(read: Read<T>, count: (value: T) => number): number | null =>
    read.kind === 'read' ? count(read.value) : null;
  return {
    people: people.length,
    perUserStates: people.filter(
      (person) => person.perUserMfa !== 'unknown' && person.perUserMfa !== 'notApplicable',
    ).length,
    methods: many(
      baseline.authenticationMethodsPolicy,
      (policy) => policy.authenticationMethodConfigurations.length,
    ),
    policies: many(baseline.conditionalAccess, (policies) => policies.length),
    groups: Object.values(baseline.groupMembers).filter((read) => read.kind === 'read').length,
    roles: many(baseline.roles, (roles) => roles.length),
  };
}

function emergencyOf(plan: Plan, now: number): SafetyView['emergency'] {
  const { failures } = judgeGuardrails({
    image: imageOfPlan(plan),
    people: new Map(plan.people.map((person) => [person.id, person])),
    emergencyAccess: plan.emergencyAccess,
    operatorId: null,
    now: new Date(now).toISOString(),
  });
  const making = plan.steps.find(
    (step) => step.purpose === 'emergencyAccess' && step.kind === 'manual',
  );
  return {
    waitsFor: plan.emergencyAccess.length < 2 ? (making?.id ?? null) : null,
    accounts: plan.emergencyAccess.map((id) => {
      const name = plan.people.find((person) => person.id === id)?.upn ?? id;
      const failed = new Set(
        failures.filter((one) => one.values['account'] === name).map((one) => one.values['check']),
      );
      const told = toldOf(plan, id, name);
      const lastDrill = told?.lastDrill ?? null;
      return {
        name,
        checks: checksOfAccount.map((check) => ({ check, isMet: !failed.has(check) })),
        lastDrill,
        isDrillOld: lastDrill === null || now - Date.parse(lastDrill) > drillDays * dayMs,
        alerting: told?.alerting ?? null,
      };
    }),
  };
}

/** What was answered about this account; a group tells nothing of one of its members. */
function toldOf(plan: Plan, id: string, upn: string) {
  return plan.answers?.accounts?.emergencyAccess?.find((one) => {
    if ('id' in one) return one.id.toLowerCase() === id;
    if ('upn' in one) return one.upn.toLowerCase() === upn.toLowerCase();
    return 'upnPattern' in one && matchesPattern(upn.toLowerCase(), one.upnPattern.toLowerCase());
  });
}

function gateOf(step: Step): SafetyView['gates'] {
  if (step.gate === undefined) return [];
  const { figure, atLeast, atMost, userIds } = step.gate;
  return [
    {
      ...{ stepId: step.id, title: stepTitle(step), ring: step.ring ?? null, figure },
      ...{ limit: atLeast ?? atMost ?? 0, isAtLeast: atLeast !== undefined },
      people: userIds?.length ?? 0,
    },
  ];
}

const wayOf = {
  restore: 'restored',
  items: 'restored',
  leave: 'stays',
  manual: 'byHand',
  oneWay: 'oneWay',
} as const;

function backOf(plan: Plan): SafetyView['back'] {
  const rows = new Map<number | null, SafetyView['back'][number]>();
  for (const step of plan.steps) {
    if (step.kind === 'soak' || step.kind === 'gate' || step.purpose === 'finish') continue;
    const ring = step.ring ?? null;
    const row = rows.get(ring) ?? { ring, restored: 0, stays: 0, byHand: 0, oneWay: 0 };
    rows.set(ring, { ...row, [wayOf[step.reverse.kind]]: row[wayOf[step.reverse.kind]] + 1 });
  }
  return [...rows.values()].sort((a, b) => (a.ring ?? -1) - (b.ring ?? -1));
}

type Failed = NonNullable<SafetyRecord['rehearsal']>['failed'];

function failedOf(plan: Plan, failed: Failed): NonNullable<SafetyView['rehearsal']>['failed'] {
  const step = plan.steps.find((one) => one.id === failed?.stepId);
  if (failed === null) return null;
  const title = step === undefined ? { key: 'safety_step_gone', values: {} } : stepTitle(step);
  return { stepId: failed.stepId, title, code: failed.code };
}
