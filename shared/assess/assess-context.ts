import type { Failure } from '../diagnostic';
import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import { clouds } from '../entra/cloud';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { MethodConfiguration, MethodId } from '../entra/method-configuration';
import { ok, type Result } from '../result';
import type { Answers } from '../tenant/answer';
import { textOrder } from '../text-order';
import { resolveSelectors } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import { configurationOf } from './allowed-methods';
import type { AssessInput, Recommendation, StaleChoice } from './assessment';
import { countWhere } from './count-where';
import { judgePeople, type JudgedPeople } from './judge-people';
import { tenantPlan } from './licences';
import { isMany } from './many';
import { valueOf, type Scope } from './membership';
import type { Person } from './people';
import { sortChoices } from './stale-choices';

/** Subjects that recorded choices already settle, by choice. */
export interface SettledAccounts {
  readonly frontline: ReadonlySet<string>;
  readonly telephony: ReadonlySet<string>;
  /** Of `telephony`: those who keep their phone through a customer's provider. */
  readonly provider: ReadonlySet<string>;
}

/** What every finder reads; put together once for one assessment. */
export interface AssessContext extends JudgedPeople {
  /** With the choices that still stand; the others count as not made. */
  readonly input: AssessInput;
  readonly staleChoices: readonly StaleChoice[];
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  /** The as-of instant in milliseconds. */
  readonly asOfMs: number;
  /** By id. */
  readonly enabled: readonly Person[];
  /** Of each of `enabled`, in the same order: where it stands in `people`. */
  readonly enabledPlaces: Uint32Array;
  /** Enabled accounts with per-user MFA, emergency access left out. */
  readonly perUser: readonly Person[];
  readonly emergency: readonly Person[];
  /** Every account named as emergency access that exists, disabled included. */
  readonly namedEmergency: readonly Person[];
  readonly policy: AuthenticationMethodsPolicy | null;
  readonly migration: 'pending' | 'complete' | 'null' | 'unknown';
  readonly isPublicCloud: boolean;
  readonly plan: 'free' | 'p1' | 'p2' | 'unknown';
  /** Nobody bought P1, yet many people hold it: the licences were not read in full. */
  readonly isPlanAtOdds: boolean;
  /** Null: licences were not read. */
  readonly hasP1: boolean | null;
  readonly securityDefaults: boolean | null;
  readonly policies: readonly ConditionalAccessPolicy[] | null;
  readonly settled: SettledAccounts;
}

/** The same with the recommendation, which some severities depend on. */
export interface FinderContext extends AssessContext {
  readonly enforcement: Recommendation['enforcement'];
}

export function hasPerUserMfa(person: Person): boolean {
  return person.perUserMfa === 'enabled' || person.perUserMfa === 'enforced';
}

export function migrationOf(
  policy: AuthenticationMethodsPolicy | null,
): AssessContext['migration'] {
  if (policy === null) return 'unknown';
  switch (policy.policyMigrationState) {
    case 'preMigration':
    case 'migrationInProgress':
      return 'pending';
    case 'migrationComplete':
      return 'complete';
    case null:
      return 'null';
    default:
      return 'unknown';
  }
}

function settledBy(input: AssessInput, judged: JudgedPeople): Result<SettledAccounts, Failure> {
  const { frontline, telephony } = input.choices;
  const lists = [
    ['frontline', frontline],
    ['telephony', telephony],
    ['telephony', telephony?.filter((choice) => choice.value === 'provider')],
  ] as const;
  const sets: ReadonlySet<string>[] = [];
  for (const [field, choices] of lists) {
    const selectors = (choices ?? []).flatMap((choice) => choice.accounts);
    const resolved = resolveSelectors(selectors, judged.index, field);
    if (!resolved.ok) return resolved;
    sets.push(resolved.value.ids);
  }
  const [first, second, third] = sets as [Set<string>, Set<string>, Set<string>];
  return ok({ frontline: first, telephony: second, provider: third });
}

/** Errors: those of `judgePeople`, and selectors of choices that match nothing. */
export function buildContext(given: AssessInput): Result<AssessContext, Failure> {
  const judged = judgePeople(given);
  if (!judged.ok) return judged;
  const { live, stale } = sortChoices(given);
  const input: AssessInput = { ...given, choices: live };
  const settled = settledBy(input, judged.value);
  if (!settled.ok) return settled;
  const { snapshot } = input;
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  // As findings name them: sorted once, and each list taken from it is in order already.
  const { people } = judged.value;
  const places = people.flatMap((person, place) => (person.enabled ? [place] : []));
  const order = textOrder(places.map((place) => people[place]?.id ?? ''));
  const enabledPlaces = order.map((at) => places[at] ?? 0);
  const enabled = Array.from(enabledPlaces, (place) => people[place] as Person);
  const bought = tenantPlan(snapshot.subscribedSkus);
  const holders = countWhere(enabled, (person) => person.hasP1 === true);
  const isPlanAtOdds = bought === 'free' && isMany(holders, enabled.length);
  const plan = isPlanAtOdds ? 'unknown' : bought;
  return ok({
    ...judged.value,
    input,
    staleChoices: stale,
    snapshot,
    answers: input.answers,
    asOfMs: Date.parse(input.asOf),
    enabled,
    enabledPlaces,
    perUser: enabled.filter((person) => hasPerUserMfa(person) && !person.isEmergencyAccess),
    emergency: enabled.filter((person) => person.isEmergencyAccess),
    namedEmergency: judged.value.people.filter((person) => person.isEmergencyAccess),
    policy,
    migration: migrationOf(policy),
    isPublicCloud: clouds[snapshot.cloud].hasRetirementDates,
    plan,
    isPlanAtOdds,
    hasP1: plan === 'unknown' ? null : plan !== 'free',
    securityDefaults: valueOf(snapshot.securityDefaults)?.isEnabled ?? null,
    policies: valueOf(snapshot.conditionalAccess),
    settled: settled.value,
  });
}

/** A configuration of the methods policy as read; undefined: not read or not there. */
export function configuration(
  context: AssessContext,
  id: MethodId,
): MethodConfiguration | undefined {
  return context.policy === null ? undefined : configurationOf(context.policy, id);
}

export function scopeOfPerson(context: AssessContext, person: Person): Scope {
  const scope = context.scopes.get(person.id);
  if (scope === undefined) throw new Error('A judged person has a scope.');
  return scope;
}

/** Of the one at a place of `enabled`. */
export function scopeOfEnabled(context: AssessContext, at: number): Scope {
  const scope = context.scopeAt(context.enabledPlaces[at] ?? -1);
  if (scope === undefined) throw new Error('A judged person has a scope.');
  return scope;
}
