import { dayMs } from './clock';
import type { Directory, StoredResource } from './directory';
import type { UserRecord } from './user-record';
import { guidOf } from './ids';
import { objectOf, textOf, textsOf, type JsonObject } from './json';
import { groupsOf } from './membership';

const npsApp = '981f26a1-7f43-403b-a875-f8b09b8cd720';
const officeApp = '00000002-0000-0ff1-ce00-000000000000';

interface Kind {
  name: string;
  clientAppUsed: string;
  interactive: boolean;
  appId: string;
  appName: string;
  protocol: string;
}

const browser: Kind = {
  ...{ name: 'browser', clientAppUsed: 'Browser', interactive: true, appId: officeApp },
  ...{ appName: 'Office 365 Exchange Online', protocol: 'none' },
};

/**
 * Sign-ins of the last 30 days: one for each account that signs in regularly, moving on with the
 * tenant's clock, and one for each special use a scenario names. v1.0 lists interactive ones.
 */
export function signInRows(directory: Directory, includeNonInteractive: boolean): JsonObject[] {
  const startMs = directory.openedAt;
  const policies = directory.policies.list().filter((row) => row.resource['state'] !== 'disabled');
  return directory.users.flatMap((user) => {
    if (user.removed || user.resource['accountEnabled'] !== true) return [];
    return kindsOf(user)
      .filter((kind) => includeNonInteractive || kind.interactive)
      .flatMap((kind) => {
        const at = lastAt(directory, user, startMs);
        return at === undefined ? [] : [signInRow(directory, user, kind, at, policies)];
      });
  });
}

function kindsOf(user: UserRecord): Kind[] {
  const kinds = [browser];
  if (user.traits.legacyAuth !== undefined) {
    kinds.push({ ...browser, name: 'legacy', clientAppUsed: user.traits.legacyAuth });
  }
  if (user.traits.ropc) {
    const client = 'Mobile Apps and Desktop clients';
    kinds.push({
      ...{ ...browser, name: 'ropc', clientAppUsed: client, interactive: false },
      protocol: 'ropc',
    });
  }
  if (user.traits.usesNps) {
    const appName = 'Azure Multi-Factor Auth Client';
    kinds.push({ ...browser, name: 'nps', appId: npsApp, appName });
  }
  return kinds;
}

/** The latest sign-in of an account with this rhythm; undefined when older than 30 days or never. */
function lastAt(directory: Directory, user: UserRecord, startMs: number): number | undefined {
  const special = user.traits.legacyAuth !== undefined || user.traits.ropc || user.traits.usesNps;
  const days = user.traits.lastSignInDays ?? (special ? 1 : null);
  if (days === null) return undefined;
  const period = Math.max(days, 1) * dayMs;
  const first = startMs - days * dayMs - 3_600_000;
  const now = directory.clock.now();
  const at = first + Math.max(0, Math.floor((now - first) / period)) * period;
  return now - at > 30 * dayMs ? undefined : at;
}

function signInRow(
  directory: Directory,
  user: UserRecord,
  kind: Kind,
  at: number,
  policies: readonly StoredResource[],
): JsonObject {
  const id = guidOf('signIn', user.id, kind.name, String(at));
  const applied = policies
    .filter((policy) => Date.parse(textOf(policy.resource['createdDateTime']) ?? '') <= at)
    .map((policy) => appliedRow(directory, user, policy));
  return {
    ...{ id, createdDateTime: new Date(at).toISOString(), correlationId: guidOf('c', id) },
    ...{ userId: user.id, userPrincipalName: user.upn },
    userDisplayName: user.resource['displayName'] ?? null,
    ...{ appId: kind.appId, appDisplayName: kind.appName, clientAppUsed: kind.clientAppUsed },
    ...{
      resourceDisplayName: kind.appName,
      resourceId: officeApp,
      isInteractive: kind.interactive,
    },
    ...{ ipAddress: '203.0.113.20', authenticationProtocol: kind.protocol },
    conditionalAccessStatus: applied.length > 0 ? 'success' : 'notApplied',
    status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    appliedConditionalAccessPolicies: applied,
  };
}

/** How the log words a policy's effect, from its scope and what the account has registered. */
function appliedRow(directory: Directory, user: UserRecord, policy: StoredResource): JsonObject {
  const { resource } = policy;
  const reportOnly = resource['state'] === 'enabledForReportingButNotEnforced';
  const inScope = covers(directory, user, resource);
  const hasMethod = user.methods.some((name) => name !== 'password' && name !== 'email');
  const outcome = !inScope ? 'NotApplied' : hasMethod ? 'Success' : 'Interrupted';
  const enforced = inScope ? 'success' : 'notApplied';
  return {
    ...{ id: policy.id, displayName: resource['displayName'] ?? null },
    enforcedGrantControls: inScope
      ? textsOf(objectOf(resource['grantControls'])['builtInControls'])
      : [],
    enforcedSessionControls: [],
    result: reportOnly ? `reportOnly${outcome}` : enforced,
  };
}

function covers(directory: Directory, user: UserRecord, policy: JsonObject): boolean {
  const users = objectOf(objectOf(policy['conditions'])['users']);
  const ids = (name: string): Set<string> => new Set(textsOf(users[name]));
  const groups = groupsOf(directory, user.id).map((group) => group.id);
  const roles = directory.roles
    .filter((row) => row.principalId === user.id && row.assignment === 'active')
    .map((row) => row.roleId);
  const isGuest = user.resource['userType'] === 'Guest';
  const named = (side: 'include' | 'exclude'): boolean =>
    ids(`${side}Users`).has(user.id) ||
    ids(`${side}Users`).has('All') ||
    (isGuest && ids(`${side}Users`).has('GuestsOrExternalUsers')) ||
    groups.some((id) => ids(`${side}Groups`).has(id)) ||
    roles.some((id) => ids(`${side}Roles`).has(id));
  return named('include') && !named('exclude');
}
