import { allowedMethods, classifyMethod } from '../../shared/assess/allowed-methods';
import { mfaListAllows, type LegacyMethodId } from '../../shared/assess/legacy-methods';
import type { Person } from '../../shared/assess/people';
import { failure, type Failure } from '../../shared/diagnostic';
import { applyStep, type TenantImage } from '../../shared/plan/post-image';
import { scopeInImage } from '../../shared/plan/image-scope';
import type { Step } from '../../shared/plan/step';
import { unreadFailure } from '../graph/graph-error';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import type { GuardInput } from './guard';
import { readOwnMethods } from './read-own-methods';

/** Names of the registration report, by the entries of the legacy MFA list that let them in (R6). */
const legacyEntries: Readonly<Record<string, readonly LegacyMethodId[]>> = {
  mobilePhone: ['Sms', 'Voice'],
  alternateMobilePhone: ['Voice'],
  officePhone: ['Voice'],
  microsoftAuthenticatorPush: ['MicrosoftAuthenticator'],
  softwareOneTimePasscode: ['SoftwareOath'],
  hardwareOneTimePasscode: ['HardwareOath'],
};

/** Up to this many accounts everybody is read by name; above, whoever the report leaves nothing. */
const readAllAtMost = 5_000;

/** Named in the failure; the count says how many there are. */
const namedAtMost = 20;

/**
 * Refuses a step, forward or back, after which somebody enabled has no method left that the tenant
 * lets them use. People's own methods are read for it, because the report is up to a day and a half
 * old and knows nothing of what was registered or removed since; who can't be read is refused for,
 * where nobody else is with what kept them from being read. Going back, methods of the legacy MFA list count while migration is not complete (R2), where an
 * answer says they are on.
 */
export async function methodLossRefusal(
  input: GuardInput,
  step: Step,
  fresh: Fresh,
): Promise<Failure | null> {
  const { engine, run, motion } = input;
  const after = applyStep(fresh.image, step);
  const countsLegacy = motion.direction === 'back';
  const replaced = replacedAccounts(engine);
  const people = [...fresh.people.values()].filter(
    (person) => person.enabled && !replaced.has(person.id),
  );
  const hasNothing = (person: Person): boolean =>
    usable(person, person.methods ?? [], after, countsLegacy).sure.length === 0;
  const suspects = people.length <= readAllAtMost ? people : people.filter(hasNothing);
  const ids = suspects.map((person) => person.id);
  const own = await readOwnMethods(engine, run, ids);
  if (!own.ok) return own.failure;
  const unread = suspects.flatMap(({ id }) => {
    const held = own.value[id];
    // An account that is gone loses nothing; one that can't be read may hold anything.
    return held?.kind === 'unread' && held.reason.status !== 404 ? [held.reason] : [];
  });
  const lost = suspects.filter((person) => {
    const held = own.value[person.id];
    if (held?.kind !== 'read') return held?.reason.status !== 404;
    const isCertified = person.methods?.includes('certificate') === true;
    const methods = isCertified ? [...held.value, 'certificate'] : held.value;
    const before = usable(person, methods, fresh.image, countsLegacy);
    const then = usable(person, methods, after, countsLegacy);
    return then.sure.length === 0 && then.perhaps.length < before.perhaps.length;
  });
  if (lost.length === 0) return null;
  // Nobody is known to lose anything: what kept them from being read is told, with its end.
  const [reason] = unread;
  if (reason !== undefined && unread.length === lost.length) return unreadFailure(reason);
  const named = lost.slice(0, namedAtMost).map((person) => person.id);
  return failure('guardrail/last-method', {
    step: step.id,
    count: String(lost.length),
    people: named.join(', '),
  });
}

/** Accounts nobody signs in with any more: a person has confirmed their replacement. */
function replacedAccounts(engine: Engine): ReadonlySet<string> {
  const done = engine.plan.steps.filter(
    (step) =>
      (step.purpose === 'replaceServiceAccount' || step.purpose === 'blockSignIn') &&
      engine.log.state(step.id).status === 'DONE',
  );
  return new Set(done.flatMap((step) => step.manual?.userIds ?? []));
}

function isMethod(name: string): boolean {
  return ['phone', 'surviving'].includes(classifyMethod(name));
}

interface Usable {
  /** Proven to be let in. */
  readonly sure: readonly string[];
  /** Those, and what membership that was not read may let in. */
  readonly perhaps: readonly string[];
}

function usable(
  person: Person,
  methods: readonly string[],
  image: TenantImage,
  countsLegacy: boolean,
): Usable {
  const { policy, answers } = image;
  if (policy === null) return { sure: [], perhaps: methods.filter(isMethod) };
  const scope = scopeInImage(image, person);
  const hasCertificate = methods.includes('certificate');
  const { allowed, unknown } = allowedMethods(methods, policy, scope, { hasCertificate });
  const state = policy.policyMigrationState;
  const isOpen = state === 'preMigration' || state === 'migrationInProgress';
  const sure = new Set(allowed.filter(isMethod));
  if (countsLegacy && isOpen) {
    for (const name of methods) {
      const entries = legacyEntries[name] ?? [];
      if (entries.some((id) => mfaListAllows(answers, id) === true)) sure.add(name);
    }
  }
  return { sure: [...sure], perhaps: [...new Set([...sure, ...unknown.filter(isMethod)])] };
}
