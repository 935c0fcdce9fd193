import type { User } from '../entra/user';
import type { Snapshot } from '../tenant/snapshot';
import { coverageOf, type Coverage } from './coverage';
import { knownMembers } from './known-members';
import { indexActiveRoles, indexGroups, scopeOf, valueOf, type Scope } from './membership';
import type { Person } from './people';

/** Scopes of a snapshot's accounts, with groups and roles indexed once for all of them. */
export function scopesIn(snapshot: Snapshot): (user: User) => Scope {
  const groups = indexGroups(knownMembers(snapshot));
  const activeRoles = indexActiveRoles(snapshot.roles);
  return (user) => scopeOf(user, groups, activeRoles);
}

/** What covers a judged account, policy by policy: the same question `judgePeople` asked. */
export function coverIn(
  snapshot: Snapshot,
): (person: Pick<Person, 'kind'>, scope: Scope) => Coverage {
  const securityDefaults = valueOf(snapshot.securityDefaults)?.isEnabled ?? null;
  const policies = valueOf(snapshot.conditionalAccess);
  return ({ kind }, scope) =>
    coverageOf(scope, { securityDefaults, policies, isSyncAccount: kind === 'dirSyncAccount' });
}
