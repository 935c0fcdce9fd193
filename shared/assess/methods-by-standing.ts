import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { User } from '../entra/user';
import { targetNames } from './allowed-methods';
import type { Scope } from './membership';
import {
  hasCertificate,
  methodFacts,
  reachableReplacements,
  type MethodFacts,
} from './person-facts';

/** What somebody holds, what of it the policy allows, and what they may register instead. */
export interface HeldMethods {
  readonly facts: MethodFacts;
  readonly replacements: readonly string[] | null;
}

/**
 * Works out `methodFacts` and `reachableReplacements` once for everybody who holds the same and
 * whom the policy's targets name alike: a tenant has far fewer such people than accounts.
 */
export function methodsByStanding(
  policy: AuthenticationMethodsPolicy | null,
): (registered: readonly string[] | null, user: User, scope: Scope) => HeldMethods {
  const standing = standingIn(policy);
  const share = sharedLists();
  const textOf = textOfList();
  const known = new Map<string, HeldMethods>();
  return (registered, user, scope) => {
    const enabled = user.accountEnabled !== false;
    const own = `${String(hasCertificate(user))} ${String(enabled)} ${standing(scope)}`;
    const key = `${own}${textOf(registered)}`;
    let held = known.get(key);
    if (held === undefined) {
      const facts = methodFacts(registered, user, policy, scope);
      held = {
        facts: {
          ...facts,
          methods: share(facts.methods),
          unknownMethods: share(facts.unknownMethods),
          allowedMethods: share(facts.allowedMethods),
        },
        replacements: share(reachableReplacements(policy, scope)),
      };
      known.set(key, held);
    }
    return held;
  };
}

/** Everything the policy asks about somebody, as a text: of its targets, and whether they are a guest. */
function standingIn(policy: AuthenticationMethodsPolicy | null): (scope: Scope) => string {
  const targets = (policy?.authenticationMethodConfigurations ?? []).flatMap((configuration) => [
    ...(configuration.includeTargets ?? []),
    ...(configuration.excludeTargets ?? []),
  ]);
  const distinct = new Map(targets.map((one) => [`${one.targetType} ${one.id}`, one] as const));
  const asked = [...distinct.values()];
  return (scope) => {
    let text = scope.isGuest ? 'g' : 'm';
    for (const target of asked) {
      const claim = targetNames(target, scope);
      text += claim === null ? '?' : claim ? '1' : '0';
    }
    return text;
  };
}

/** Most accounts have the very list of one before: its text is made once. */
function textOfList(): (list: readonly string[] | null) => string {
  const texts = new WeakMap<readonly string[], string>();
  return (list) => {
    if (list === null) return '';
    let text = texts.get(list);
    if (text === undefined) texts.set(list, (text = JSON.stringify(list)));
    return text;
  };
}

/** Equal lists of names become one list. */
function sharedLists(): <T extends readonly string[] | null>(list: T) => T {
  const known = new Map<string, readonly string[]>();
  return <T extends readonly string[] | null>(list: T): T => {
    if (list === null) return list;
    const key = JSON.stringify(list);
    const before = known.get(key);
    if (before === undefined) known.set(key, list);
    return (before ?? list) as T;
  };
}
