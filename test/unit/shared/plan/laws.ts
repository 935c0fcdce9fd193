import { refusedPurposes } from '../../../../shared/assess/blockers';
import { coverageOf } from '../../../../shared/assess/coverage';
import type { Person } from '../../../../shared/assess/people';
import type { Json } from '../../../../shared/json';
import { usableMethods } from '../../../../shared/lockout/usable-methods';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import { namedPeople, orderViolations } from '../../../../shared/plan/order-rules';
import { outsideRings } from '../../../../shared/plan/outside-rings';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, type TenantImage } from '../../../../shared/plan/post-image';
import { sameState } from '../../../../shared/plan/same-state';
import type { Step } from '../../../../shared/plan/step';
import { reverseOf } from '../../../../shared/plan/step-requests';
import { rulesAtWork } from './law-floors';
import { imageAt, type Law } from './law-images';
import { exclusionNeverShutsOut, moreIsNeverWorse } from './verdict-laws';

function personOf(plan: Plan, id: string): Person | undefined {
  return plan.people.find((one) => one.id === id);
}

const keepsOrder: Law = ({ steps }, _, seen) => {
  if (seen !== undefined) for (const id of rulesAtWork(steps)) seen(id);
  return orderViolations(steps).map(
    ({ rule, earlier, later }) => `${rule}: ${earlier} before ${later}`,
  );
};

const oneRingEach: Law = ({ rings, tracks, people }, _, seen) => {
  const placed = rings.flatMap((ring) => ring.members);
  const tracked = new Set(tracks.flatMap((track) => track.members));
  const staff = people.filter((one) => one.isStaff && one.enabled && !tracked.has(one.id));
  const twice = placed.filter((id, at) => placed.indexOf(id) !== at || tracked.has(id));
  const missing = staff.filter((one) => !placed.includes(one.id));
  const strangers = placed.filter((id) => !staff.some((one) => one.id === id));
  if (rings.length > 1 && tracked.size > 0) seen?.('rings beside a track');
  const first = rings.find(({ ring }) => ring === 0);
  const others = (first?.members ?? []).filter(
    (id) => people.find((one) => one.id === id)?.isAdministrator !== true,
  );
  return [
    ...twice.map((id) => `twice ${id}`),
    ...missing.map((one) => `nowhere ${one.id}`),
    ...strangers.map((id) => `stranger ${id}`),
    ...others.map((id) => `no administrator in ring 0 ${id}`),
    ...rings.filter(({ members }) => members.length === 0).map(({ ring }) => `empty ${ring}`),
  ];
};

/** Every account of the tenant in one ring or one named exclusion, none twice (issue 4). */
const oneNamedPlaceEach: Law = (plan) => {
  const { rings, tracks, people } = plan;
  const placed = [...rings, ...tracks, ...outsideRings(plan)].flatMap(({ members }) => members);
  const times = new Map<string, number>();
  for (const id of placed) times.set(id, (times.get(id) ?? 0) + 1);
  return people
    .filter(({ id }) => times.get(id) !== 1)
    .map(({ id, upn }) => `${String(times.get(id) ?? 0)} times ${upn}`);
};

/** What steps may change, as plain JSON, without what the plan made itself. */
function stateOf(image: TenantImage): Json {
  const isOwn = (id: string): boolean => id.startsWith('created:');
  return JSON.parse(
    JSON.stringify({
      policy: image.policy,
      securityDefaults: image.securityDefaults,
      conditionalAccess: (image.conditionalAccess ?? []).filter((one) => !isOwn(one.id)),
      groups: [...image.groups]
        .filter(([id]) => !isOwn(id))
        .map(([id, members]) => ({ id, members: members === null ? null : [...members].sort() })),
    }),
  ) as Json;
}

const takenBackWhole: Law = (plan, _, seen) => {
  const start = imageAt(plan, 0);
  let image = imageAt(plan, -1);
  for (const step of [...plan.steps].reverse()) {
    const back = reverseOf(step);
    if (back === null) continue;
    image = applyStep(image, back);
    seen?.(`back from ${step.kind}`);
  }
  const states = [...image.perUser].filter(
    ([id, state]) => state !== personOf(plan, id)?.perUserMfa,
  );
  return [
    ...(sameState(stateOf(image), stateOf(start)) ? [] : ['a field is not as it was']),
    ...states.map(([id]) => `per-user state of ${id}`),
  ];
};

const clearsOnlyCovered: Law = (plan, _, seen) => {
  const found: string[] = [];
  for (const [at, step] of plan.steps.entries()) {
    if (step.kind !== 'perUserMfa.set') continue;
    const image = imageAt(plan, at + 1);
    for (const item of step.items ?? []) {
      const person = personOf(plan, item.userId);
      if (person?.isEmergencyAccess === false) seen?.('cleared');
      if (person === undefined || item.prior !== person.perUserMfa) {
        found.push(`${step.id} prior ${item.userId}`);
      } else if (!person.isEmergencyAccess && !isCovered(image, person)) {
        found.push(`${step.id} uncovered ${item.userId}`);
      }
    }
  }
  return found;
};

function isCovered(image: TenantImage, person: Person): boolean {
  const { cover } = coverageOf(scopeInImage(image, person), {
    securityDefaults: image.securityDefaults,
    policies: image.conditionalAccess,
    isSyncAccount: person.kind === 'dirSyncAccount',
  });
  return cover === 'enforced';
}

const unknownNeverWritten: Law = (plan, _, seen) => {
  const unknown = new Set(
    plan.people.filter((one) => one.enabled && one.methods === null).map((one) => one.id),
  );
  const written = plan.steps
    .filter((step) => step.purpose === 'caEnforce' || step.purpose === 'clearPerUser')
    .flatMap((step) => step.items ?? []);
  if (unknown.size > 0 && written.length > 0) seen?.('unknown beside written');
  return written.filter((item) => unknown.has(item.userId)).map((item) => item.userId);
};

const stateOnlyWherePending: Law = (plan, _, seen) => {
  const policy = plan.baseline.authenticationMethodsPolicy;
  const state = policy.kind === 'read' ? policy.value.policyMigrationState : 'unread';
  const writes = plan.steps.filter((step) => step.kind === 'migration.state');
  const isPending = state === 'preMigration' || state === 'migrationInProgress';
  if (!isPending && plan.steps.length > 0) seen?.(`steps where the state is ${String(state)}`);
  return isPending ? [] : writes.map((step) => `${step.id} writes the state`);
};

/** O4: the first edit of a method finds the migration in progress, whatever the plan is for. */
const noMethodBeforeProgress: Law = (plan, _, seen) => {
  const edits = plan.steps.flatMap(({ kind, id }, at) =>
    kind === 'method.configure' ? [{ id, at }] : [],
  );
  const stateAt = (at: number) => imageAt(plan, at).policy?.policyMigrationState;
  if (edits.length > 0 && stateAt(0) === 'preMigration') seen?.('methods of a migration not begun');
  return edits.filter(({ at }) => stateAt(at) === 'preMigration').map(({ id }) => id);
};

const noPoliciesWithoutP1: Law = (plan, _, seen) => {
  const policies = plan.steps.filter((step) => step.kind === 'ca.create').map((step) => step.id);
  if (policies.length > 0) seen?.('policies with P1');
  if (plan.tenant.entraPlan !== 'free') return [];
  if (plan.steps.some((step) => step.kind === 'securityDefaults.set'))
    seen?.('another way without');
  return policies;
};

/** People whose gate has named them so far, step by step. */
function gatedBefore(plan: Plan, at: number): ReadonlySet<string> {
  return new Set(
    plan.steps
      .slice(0, at)
      .filter((step) => step.kind === 'gate' && step.gate?.figure === 'registered')
      .flatMap((step) => namedPeople(step)),
  );
}

/** What narrows or ends a method; everything else can take none away. */
function mayTakeAway(step: Step): boolean {
  return step.kind === 'method.configure' || step.kind === 'migration.state';
}

/** Whom the blockers name that refuse this very step while they stand. */
function refusedFor(plan: Plan, { purpose }: Step): ReadonlySet<string> {
  const refusing = plan.findings.filter((one) => refusedPurposes(one).purposes.includes(purpose));
  return new Set(refusing.flatMap((one) => one.subjects.map((subject) => subject.id)));
}

/** Nobody's last allowed method goes unless a gate has named them, or a blocker refuses the step. */
const lastMethodIsGated: Law = (plan, _, seen) => {
  const found: string[] = [];
  for (const [at, step] of plan.steps.entries()) {
    const image = imageAt(plan, at);
    const after = imageAt(plan, at + 1);
    if (after !== image && mayTakeAway(step)) {
      const gated = gatedBefore(plan, at);
      const blocked = refusedFor(plan, step);
      for (const person of plan.people) {
        if (!person.enabled || after.replaced.has(person.id)) continue;
        if (!has(image, person, plan.asOf) || has(after, person, plan.asOf)) continue;
        seen?.(gated.has(person.id) ? 'a last method behind a gate' : 'a last method without one');
        const isKnown = gated.has(person.id) || blocked.has(person.id);
        // Pupils leave the phone scope on purpose, and no policy asks them (findings 9.7).
        const isMeant = !person.isPerson || person.kind === 'student';
        if (!isKnown && !isMeant) found.push(`${step.id} ${person.upn}`);
      }
    }
  }
  return found;
};

function has(image: TenantImage, person: Person, date: string): boolean {
  const usable = usableMethods(image, person, scopeInImage(image, person), date);
  return (usable?.sure.length ?? 0) > 0;
}

/** The laws of issue "Plan and simulate", by name. */
export const laws = {
  keepsOrder,
  oneRingEach,
  oneNamedPlaceEach,
  takenBackWhole,
  clearsOnlyCovered,
  unknownNeverWritten,
  stateOnlyWherePending,
  noMethodBeforeProgress,
  noPoliciesWithoutP1,
  lastMethodIsGated,
  moreIsNeverWorse,
  exclusionNeverShutsOut,
} as const satisfies Readonly<Record<string, Law>>;
export type LawName = keyof typeof laws;
