import { survivingMethods, allowedMethods } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import { scopeInImage } from '../image-scope';
import { subjectsOf, type PlanContext } from '../plan-context';
import type { Ring } from '../plan';
import type { TenantImage } from '../post-image';
import {
  addMembersStep,
  clearPerUserStep,
  gateStep,
  soakStep,
  type DraftReason,
} from '../step-draft';
import type { Gate, Step, StepTarget } from '../step';

/** A working day of sign-ins under the new rule before anything old is taken away (O11). */
const soakMinutes = 1440;

/**
 * People who hold no surviving method that the target policy allows. `image` is the tenant with
 * the target methods on. Unknown methods count as none.
 */
export function mustRegister(image: TenantImage, person: Person): boolean {
  if (person.methods === null || image.policy === null) return true;
  const hasCertificate = person.methods.includes('certificate');
  const scope = scopeInImage(image, person);
  const { allowed } = allowedMethods(person.methods, image.policy, scope, { hasCertificate });
  return !allowed.some((name) => survivingMethods.has(name));
}

export function membersOf(context: PlanContext, ring: Ring): readonly Person[] {
  return ring.members.map((id) => context.byId.get(id)).filter((person) => person !== undefined);
}

/**
 * Registration before the ring's people are asked (O7). Where nobody has to register the gate
 * holds all members, so that a method lost in the meantime is noticed.
 */
export function registerGate(context: PlanContext, ring: Ring, image: TenantImage): Step {
  const members = membersOf(context, ring);
  const missing = members.filter((person) => mustRegister(image, person));
  return gateStep(
    `register-${String(ring.ring)}`,
    {
      figure: 'registered',
      atLeast: 100,
      userIds: (missing.length > 0 ? missing : members).map((person) => person.id),
      ...passesOf(missing),
    },
    {
      purpose: 'register',
      why: missing.length > 0 ? 'register' : 'register_none_missing',
      rules: ['O7', 'O8', 'NO-METHOD'],
      ring: ring.ring,
      values: { count: String(missing.length), total: String(members.length) },
    },
  );
}

/** Known to have registered nothing: there is nothing to prove oneself with at registration. */
function passesOf(people: readonly Person[]): Pick<Gate, 'passUserIds'> {
  const ids = people
    .filter((person) => person.methods !== null && person.hasNoMethod)
    .map((person) => person.id);
  return ids.length === 0 ? {} : { passUserIds: ids };
}

/** People without a reachable replacement register before ring 1, whatever their ring. */
export function earlyPeople(context: PlanContext, image: TenantImage): readonly string[] {
  const ids = subjectsOf(context, 'DEST-UNREACHABLE', 'ADMIN-PHONE-ONLY');
  if (ids.length === 0) return [];
  // Rings name everybody, these findings a few: only of them it is kept who is in which.
  const named = new Set(ids);
  const [first] = context.rings;
  const inFirst = new Set(first?.members.filter((id) => named.has(id)));
  const inRings = new Set(
    context.rings.flatMap(({ members }) => members.filter((id) => named.has(id))),
  );
  return ids.filter((id) => {
    const person = context.byId.get(id);
    return (
      inRings.has(id) && !inFirst.has(id) && person !== undefined && mustRegister(image, person)
    );
  });
}

export function earlyRegisterGate(context: PlanContext, image: TenantImage): readonly Step[] {
  const early = earlyPeople(context, image);
  if (early.length === 0) return [];
  const people = early.flatMap((id) => context.byId.get(id) ?? []);
  const reason: DraftReason = {
    purpose: 'register',
    why: 'register_early',
    rules: ['DEST-UNREACHABLE', 'ADMIN-PHONE-ONLY'],
    values: { count: String(early.length) },
  };
  return [
    gateStep(
      'register-early',
      { figure: 'registered', atLeast: 100, userIds: early, ...passesOf(people) },
      reason,
    ),
  ];
}

/** Joining the group is what enforces. People whose methods are unknown are kept out of it. */
export function joinStep(context: PlanContext, ring: Ring, group: StepTarget): readonly Step[] {
  const people = membersOf(context, ring).filter((person) => person.methods !== null);
  if (people.length === 0) return [];
  return [
    addMembersStep(`join-${String(ring.ring)}`, group, people, 'ring', {
      purpose: 'caEnforce',
      why: 'enforce_ring',
      rules: ['O7', 'O10', 'O11'],
      ring: ring.ring,
      values: { count: String(people.length) },
    }),
  ];
}

export function enforceSoak(ring: Ring): Step {
  return soakStep(`soak-${String(ring.ring)}`, soakMinutes, {
    purpose: 'caEnforce',
    why: 'enforce_soak',
    rules: ['O11'],
    ring: ring.ring,
  });
}

/** Per-user MFA to disabled for a ring, after a gate that reads their methods again. */
export function clearRingSteps(context: PlanContext, ring: Ring): readonly Step[] {
  const people = membersOf(context, ring).filter(isClearable);
  return clearSteps(`clear-${String(ring.ring)}`, people, ring.ring);
}

/** Everybody else who still has per-user MFA and is no exception: mailboxes, rooms, leavers. */
export function clearRestSteps(context: PlanContext, left: ReadonlySet<string>): readonly Step[] {
  const inRings = new Set(context.rings.flatMap((ring) => ring.members));
  const people = context.people.filter(
    (one) =>
      isClearable(one) && !inRings.has(one.id) && !left.has(one.id) && !one.isEmergencyAccess,
  );
  if (people.length === 0) return [];
  return [clearPerUserStep('clear-rest', people, 'ring', aboutClear(people.length))];
}

export function clearSteps(
  key: string,
  people: readonly Person[],
  ring: number | undefined,
): readonly Step[] {
  if (people.length === 0) return [];
  const about = aboutClear(people.length, ring);
  const userIds = people.map((person) => person.id);
  return [
    gateStep(
      `${key}-gate`,
      { figure: 'registered', atLeast: 100, userIds },
      {
        ...about,
        why: 'clear_gate',
      },
    ),
    clearPerUserStep(key, people, 'ring', about),
  ];
}

function aboutClear(people: number, ring?: number): DraftReason {
  return {
    purpose: 'clearPerUser',
    why: 'clear_per_user',
    rules: ['O11', 'O12', 'R10'],
    values: { count: String(people) },
    ...(ring === undefined ? {} : { ring }),
  };
}

/** Known to be enabled or not, known state, known methods: an account with an unknown fact is kept out of every write. */
export function isClearable(person: Person): boolean {
  const hasState = person.perUserMfa === 'enabled' || person.perUserMfa === 'enforced';
  const isKnown = person.methods !== null && person.isEnabledUnknown !== true;
  return hasState && (isKnown || !person.enabled);
}
