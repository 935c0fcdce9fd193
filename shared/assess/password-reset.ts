import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { UserRegistrationDetails } from '../entra/user-registration-details';
import { indexReport } from '../entra/user-registration-details';
import type { Answers } from '../tenant/answer';
import type { Read } from '../tenant/snapshot';
import { configurationOf } from './allowed-methods';
import type { Person } from './people';
import type { Claim } from './three-valued';

type SsprMethod = NonNullable<NonNullable<Answers['sspr']>['methods']>[number];

/** What a registered method is to password reset (domain.md 4.3); any other is of no use there. */
const resetMethodOf: ReadonlyMap<string, SsprMethod> = new Map([
  ['mobilePhone', 'mobilePhone'],
  ['officePhone', 'officePhone'],
  ['email', 'email'],
  ['microsoftAuthenticatorPush', 'mobileAppNotification'],
  ['microsoftAuthenticatorPasswordless', 'mobileAppNotification'],
  ['softwareOneTimePasscode', 'mobileAppCode'],
  ['hardwareOneTimePasscode', 'mobileAppCode'],
  ['securityQuestion', 'securityQuestions'],
]);

/** A tenant at one time, as far as password reset is concerned. */
export interface ResetGround {
  readonly people: readonly Person[];
  readonly answers: Answers | null;
  readonly policy: Read<AuthenticationMethodsPolicy>;
}

export type PasswordReset =
  | { readonly kind: 'notAnswered' }
  /** Password reset is off for everybody: there is nothing to break. */
  | { readonly kind: 'off' }
  | {
      readonly kind: 'known';
      /** People who may reset their password, administrators left out: their rules stay as they are. */
      readonly inScope: number;
      /** Object ids of those who could when planned, and cannot by the methods policy alone. */
      readonly lost: readonly string[];
      /** Of so many it cannot be told. */
      readonly unknown: number;
    };

/**
 * Whether whoever could reset their password when the plan was made still can where only the methods
 * policy counts (R2, domain.md 4.15 line 6). Not answered, or not read, is never "works".
 */
export function passwordReset(
  planned: ResetGround,
  now: ResetGround,
  report: Read<readonly UserRegistrationDetails[]>,
): PasswordReset {
  const scope = now.answers?.sspr?.scope ?? null;
  if (scope === 'none') return { kind: 'off' };
  const required = now.answers?.sspr?.methodsRequired ?? null;
  if (scope === null || required === null) return { kind: 'notAnswered' };
  const rows = report.kind === 'read' ? indexReport(report.value) : null;
  const before = new Map(planned.people.map((person) => [person.id, person] as const));
  const lost: string[] = [];
  let [inScope, unknown] = [0, 0];
  for (const person of now.people) {
    const earlier = before.get(person.id);
    if (earlier === undefined || !isAsked(person)) continue;
    const isIn = scope === 'all' ? true : (rows?.get(person.id)?.isSsprEnabled ?? null);
    if (isIn === false) continue;
    inScope += 1;
    const could = couldReset(earlier, planned, required);
    const can = reaches(byPolicy(person, now), required);
    if (can === true || could === false) continue;
    if (isIn === true && can === false && could === true) lost.push(person.id);
    else unknown += 1;
  }
  return { kind: 'known', inScope, lost: lost.sort(), unknown };
}

/** Members who are people; what administrators need to reset does not follow the policy. */
function isAsked({ isPerson, enabled, isGuest, isAdministrator }: Person): boolean {
  return isPerson && enabled && !isGuest && !isAdministrator;
}

/** Methods somebody can reset with for certain, and those that may count too. */
interface Usable {
  readonly certain: ReadonlySet<SsprMethod>;
  /** Null: nothing is known of what this person holds. */
  readonly possible: ReadonlySet<SsprMethod> | null;
}

function reaches({ certain, possible }: Usable, required: number): Claim {
  if (certain.size >= required) return true;
  return possible === null || possible.size >= required ? null : false;
}

/** Before Complete the old list counts, in progress the policy beside it (R2, R3). */
function couldReset(person: Person, ground: ResetGround, required: number): Claim {
  const state = ground.policy.kind === 'read' ? ground.policy.value.policyMigrationState : null;
  const policy = byPolicy(person, ground);
  if (state === 'migrationComplete') return reaches(policy, required);
  const list = byList(person, ground.answers);
  if (state !== 'migrationInProgress') return reaches(list, required);
  const possible =
    policy.possible === null || list.possible === null
      ? null
      : new Set([...policy.possible, ...list.possible]);
  return reaches({ certain: new Set([...policy.certain, ...list.certain]), possible }, required);
}

function byList({ methods }: Person, answers: Answers | null): Usable {
  const held = resetMethodsIn(methods ?? []);
  const listed = answers?.sspr?.methods ?? null;
  if (methods === null) return { certain: new Set(), possible: null };
  if (listed === null) return { certain: new Set(), possible: new Set(held) };
  const usable = new Set(held.filter((method) => listed.includes(method)));
  return { certain: usable, possible: usable };
}

function byPolicy({ methods, allowedMethods }: Person, { answers, policy }: ResetGround): Usable {
  if (methods === null || allowedMethods === null) return { certain: new Set(), possible: null };
  const certain = new Set(resetMethodsIn(allowedMethods));
  const possible = new Set(certain);
  const add = (method: SsprMethod, claim: Claim): void => {
    if (claim === false) return;
    possible.add(method);
    if (claim === true) certain.add(method);
  };
  if (methods.includes('email')) add('email', mailIsAllowed(policy));
  // Questions stay in password reset, whatever the policy says.
  if (methods.includes('securityQuestion')) {
    add('securityQuestions', answers?.sspr?.securityQuestions ?? null);
  }
  return { certain, possible };
}

/** The email method is for everybody, or for nobody; with groups it is left open. */
function mailIsAllowed(policy: Read<AuthenticationMethodsPolicy>): Claim {
  if (policy.kind !== 'read') return null;
  const email = configurationOf(policy.value, 'Email');
  if (email === undefined || email.state === 'disabled') return false;
  const isForAll = (email.includeTargets ?? []).some(({ id }) => id.toLowerCase() === 'all_users');
  const isClear = isForAll && (email.excludeTargets ?? []).length === 0;
  return email.state === 'enabled' && isClear ? true : null;
}

function resetMethodsIn(methods: readonly string[]): readonly SsprMethod[] {
  return methods.flatMap((name) => resetMethodOf.get(name) ?? []);
}
