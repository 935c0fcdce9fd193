import type { Directory } from './directory';
import { guidOf } from './ids';
import { objectOf, textOf, textsOf, type Json, type JsonObject } from './json';
import { groupsOf } from './membership';
import { officeApp, type SignInKind } from './sign-in-kinds';
import type { UserRecord } from './user-record';

/** A policy that is on or reports only, as the log looks at it. */
interface AppliedPolicy {
  readonly id: string;
  readonly name: Json;
  readonly createdAt: number;
  readonly isReportOnly: boolean;
  readonly controls: readonly string[];
  readonly named: (side: 'include' | 'exclude', kind: string) => ReadonlySet<string>;
}

interface Setup {
  readonly directory: Directory;
  readonly user: UserRecord;
  readonly kind: SignInKind;
  readonly at: number;
  /** `at` as the log prints it. */
  readonly time: string;
  readonly policies: readonly AppliedPolicy[];
}

/** Policies a sign-in meets, with their scopes as sets: made once for a list. */
export function appliedPolicies(directory: Directory): AppliedPolicy[] {
  return directory.policies
    .list()
    .filter(({ resource }) => resource['state'] !== 'disabled')
    .map(({ id, resource }) => {
      const users = objectOf(objectOf(resource['conditions'])['users']);
      const sets = new Map<string, Set<string>>();
      return {
        ...{ id, name: resource['displayName'] ?? null },
        createdAt: Date.parse(textOf(resource['createdDateTime']) ?? ''),
        isReportOnly: resource['state'] === 'enabledForReportingButNotEnforced',
        controls: textsOf(objectOf(resource['grantControls'])['builtInControls']),
        named: (side, kind) => {
          const key = `${side}${kind}`;
          const known = sets.get(key) ?? new Set(textsOf(users[key]));
          sets.set(key, known);
          return known;
        },
      };
    });
}

/** One sign-in; its properties are made one at a time. */
export class SignIn {
  readonly #setup: Setup;
  #id: string | undefined;
  #applied: JsonObject[] | undefined;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** The named properties; without names all. */
  pick(names: readonly string[] = signInNames): JsonObject {
    const row: JsonObject = {};
    for (const name of names) {
      if (Object.hasOwn(properties, name)) row[name] = properties[name]?.(this) ?? null;
    }
    return row;
  }

  get setup(): Setup {
    return this.#setup;
  }

  get id(): string {
    const { user, kind, at } = this.#setup;
    return (this.#id ??= guidOf('signIn', user.id, kind.name, String(at)));
  }

  get applied(): JsonObject[] {
    const { policies, at } = this.#setup;
    return (this.#applied ??= policies
      .filter((policy) => policy.createdAt <= at)
      .map((policy) => appliedRow(this.#setup, policy)));
  }
}

const properties: Record<string, (signIn: SignIn) => Json> = {
  id: ({ id }) => id,
  createdDateTime: ({ setup }) => setup.time,
  correlationId: ({ id }) => guidOf('c', id),
  userId: ({ setup }) => setup.user.id,
  userPrincipalName: ({ setup }) => setup.user.upn,
  userDisplayName: ({ setup }) => setup.user.property('displayName') ?? null,
  appId: ({ setup }) => setup.kind.appId,
  appDisplayName: ({ setup }) => setup.kind.appName,
  clientAppUsed: ({ setup }) => setup.kind.clientAppUsed,
  resourceDisplayName: ({ setup }) => setup.kind.appName,
  resourceId: () => officeApp,
  isInteractive: ({ setup }) => setup.kind.isInteractive,
  signInEventTypes: ({ setup }) => [
    setup.kind.isInteractive ? 'interactiveUser' : 'nonInteractiveUser',
  ],
  ipAddress: () => '203.0.113.20',
  authenticationProtocol: ({ setup }) => setup.kind.protocol,
  conditionalAccessStatus: ({ applied }) => (applied.length > 0 ? 'success' : 'notApplied'),
  status: () => ({ errorCode: 0, failureReason: 'Other.', additionalDetails: null }),
  appliedConditionalAccessPolicies: ({ applied }) => applied,
};
const signInNames = Object.keys(properties);

/** How the log words a policy's effect, from its scope and what the account has registered. */
function appliedRow(setup: Setup, policy: AppliedPolicy): JsonObject {
  const isInScope = covers(setup, policy);
  const hasMethod = setup.user.methods.some((name) => name !== 'password' && name !== 'email');
  const stops = policy.controls.some((one) => one === 'block' || one.endsWith('Device'));
  const reported = stops ? 'Failure' : hasMethod ? 'Success' : 'Interrupted';
  const outcome = isInScope ? reported : 'NotApplied';
  const enforced = isInScope ? 'success' : 'notApplied';
  return {
    ...{ id: policy.id, displayName: policy.name },
    enforcedGrantControls: isInScope ? [...policy.controls] : [],
    enforcedSessionControls: [],
    result: policy.isReportOnly ? `reportOnly${outcome}` : enforced,
  };
}

function covers({ directory, user }: Setup, policy: AppliedPolicy): boolean {
  const groups = groupsOf(directory, user).map((group) => group.id);
  const roles = directory.roles.of(user.id).filter((row) => row.assignment === 'active');
  const isGuest = user.property('userType') === 'Guest';
  const isNamed = (side: 'include' | 'exclude'): boolean => {
    const users = policy.named(side, 'Users');
    return (
      users.has(user.id) ||
      users.has('All') ||
      (isGuest && users.has('GuestsOrExternalUsers')) ||
      groups.some((id) => policy.named(side, 'Groups').has(id)) ||
      roles.some((row) => policy.named(side, 'Roles').has(row.roleId))
    );
  };
  return isNamed('include') && !isNamed('exclude');
}
