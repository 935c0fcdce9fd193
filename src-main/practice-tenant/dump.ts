import type { Directory, GroupRecord } from './directory';
import { configurationsOf } from './policy-views';
import { without, type Json, type JsonObject } from './json';

/**
 * The true state, past every lag and sorted, for comparing before with after. Times that any
 * write moves are left out, so that equal states are equal texts.
 */
export function dumpDirectory(directory: Directory): JsonObject {
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  const amp = directory.truth('amp');
  return {
    tenantId: directory.facts.id,
    authenticationMethodsPolicy: {
      ...without(amp, 'lastModifiedDateTime', 'authenticationMethodConfigurations'),
      authenticationMethodConfigurations: configurationsOf(amp),
    },
    identitySecurityDefaultsEnforcementPolicy: directory.truth('securityDefaults'),
    conditionalAccessPolicies: directory.policies
      .truths()
      .sort(byId)
      .map((row) => without(row.resource, 'modifiedDateTime')),
    groups: directory.groups
      .truths()
      .sort(byId)
      .map((group): Json => ({ ...group.resource, members: memberIds(directory, group).sort() })),
    users: [...directory.users].map((user): Json => ({
      ...{ id: user.id, userPrincipalName: user.upn },
      accountEnabled: user.property('accountEnabled') ?? null,
      perUserMfaState: user.perUserMfa,
      methodsRegistered: [...user.methods].sort(),
      userPreferredMethodForSecondaryAuthentication: user.preferredMethod,
    })),
    roleAssignments: directory.roles.all().map((row): Json => ({ ...row })),
  };
}

function memberIds(directory: Directory, { members }: GroupRecord): string[] {
  const ids: string[] = [];
  for (let i = 0; i < members.length; i++) {
    const member = members.at(i);
    if (member === undefined) continue;
    const id = 'id' in member ? member.id : directory.users.at(member.ordinal)?.id;
    if (id !== undefined) ids.push(id);
  }
  return ids;
}
