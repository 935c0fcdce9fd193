import * as v from 'valibot';
import { badRequest, noContent, notFound, okay, type Answer } from './answer';
import { isoSeconds } from './clock';
import type { Directory } from './directory';
import type { GraphParts } from './graph-parts';
import { guidOf } from './ids';
import type { Json, JsonObject } from './json';
import { roleTemplateOf } from './role-names';
import { methodNames } from './scenario-schema';
import type { CohortTraits, UserRecord } from './user-record';
import { extensionAttributes } from './work';

const key = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const register = v.strictObject({
  user: key,
  methods: v.pipe(v.array(v.picklist(methodNames)), v.maxLength(50)),
});
const namedUsers = v.strictObject({ users: v.pipe(v.array(key), v.maxLength(200_000)) });

/** Methods that stay after the phone is gone, and so end the need for another one. */
const lasting =
  /^(microsoftAuthenticator|software|hardware|fido2|passKey|windowsHello|macOs|external)/;

/**
 * What people do by hand in a tenant: register methods, set up emergency access accounts.
 * Undefined: no such action.
 */
export function actAsPeople(
  parts: GraphParts,
  name: string,
  body: Json | undefined,
): Answer | undefined {
  const answer = act(parts.directory, name, body);
  if (answer !== undefined && answer.status < 400) {
    parts.log?.append(parts.directory.clock.now(), { kind: 'people', name, body: body ?? null });
  }
  return answer;
}

function act(directory: Directory, name: string, body: Json | undefined): Answer | undefined {
  switch (name) {
    case 'register': {
      const asked = v.safeParse(register, body);
      if (!asked.success) return badRequest('user and methods are required.');
      const user = directory.user(asked.output.user);
      if (user === undefined) return notFound(asked.output.user);
      setMethods(directory, user, asked.output.methods);
      return noContent;
    }
    case 'register-people': {
      const asked = v.safeParse(namedUsers, body);
      if (!asked.success) return badRequest('users is required.');
      return registerPeople(directory, asked.output.users);
    }
    case 'block-sign-in': {
      const asked = v.safeParse(namedUsers, body);
      if (!asked.success) return badRequest('users is required.');
      return blockSignIn(directory, asked.output.users);
    }
    case 'emergency-access':
      return createEmergencyAccess(directory);
    default:
      return undefined;
  }
}

/** Registering moves a per-user state from enabled to enforced (per-user MFA page). */
function setMethods(directory: Directory, user: UserRecord, methods: string[]): void {
  user.methods = [...methods];
  if (user.perUserMfa === 'enabled' && methods.length > 0)
    directory.setPerUserMfa(user, 'enforced');
}

/** The Authenticator app for these accounts; for nobody named, everybody without a lasting method. */
function registerPeople(directory: Directory, keys: readonly string[]): Answer {
  const unknown = keys.find((one) => directory.user(one) === undefined);
  if (unknown !== undefined) return notFound(unknown);
  let registered = 0;
  const register = (user: UserRecord): void => {
    if (user.methods.some((method) => lasting.test(method))) return;
    setMethods(directory, user, [...user.methods, 'microsoftAuthenticatorPush']);
    registered++;
  };
  for (const one of keys) {
    const user = directory.user(one);
    if (user !== undefined) register(user);
  }
  if (keys.length === 0) {
    for (const user of directory.users) if (user.traits.isPerson && user.isEnabled) register(user);
  }
  return okay({ registered });
}

/** What **Block sign-in** of the Microsoft 365 admin center does to these accounts. */
function blockSignIn(directory: Directory, keys: readonly string[]): Answer {
  const users = keys.map((one) => directory.user(one));
  const missing = users.indexOf(undefined);
  if (missing >= 0) return notFound(keys[missing] ?? '');
  let blocked = 0;
  for (const user of users) {
    if (user?.isEnabled !== true) continue;
    user.change({ accountEnabled: false });
    blocked++;
  }
  return okay({ blocked });
}

/**
 * Two cloud-only Global Administrators with security keys on the initial domain; those made before
 * are found again.
 */
function createEmergencyAccess(directory: Directory): Answer {
  const { facts } = directory;
  const upns: string[] = [];
  for (let n = 1; upns.length < 2; n++) {
    const upn = `emergency${n}@${facts.initialDomain}`;
    const known = directory.user(upn);
    if (known !== undefined && !isEmergencyAccess(known)) continue;
    upns.push(upn);
    if (known !== undefined) continue;
    addAdministrator(directory, upn, `Emergency access ${n}`);
  }
  return okay({ upns });
}

function isEmergencyAccess(user: UserRecord): boolean {
  return user.traits.cohort === 'emergencyAccess' && user.isEnabled && !user.removed;
}

function addAdministrator(directory: Directory, upn: string, displayName: string): void {
  const { facts } = directory;
  const id = guidOf('user', facts.id, upn);
  const createdDateTime = isoSeconds(directory.clock.now());
  const traits: CohortTraits = {
    ...{ cohort: 'emergencyAccess', isPerson: false, inReport: true, smsSignIn: false },
    ...{ lastSignInDays: null, ropc: false, usesNps: false },
    ...{ perUserRead: undefined, legacyAuth: undefined },
  };
  const resource: JsonObject = {
    ...{ id, accountEnabled: true, assignedLicenses: [], assignedPlans: [] },
    ...{ authorizationInfo: { certificateUserIds: [] }, businessPhones: [], createdDateTime },
    ...{ creationType: null, deletedDateTime: null, department: null, displayName },
    ...{ externalUserState: null, givenName: null, isResourceAccount: null, jobTitle: null },
    identities: [
      {
        ...{ signInType: 'userPrincipalName', issuer: facts.initialDomain },
        issuerAssignedId: upn,
      },
    ],
    ...{ lastPasswordChangeDateTime: createdDateTime, mail: null, mobilePhone: null },
    ...{ officeLocation: null, onPremisesImmutableId: null, onPremisesSyncEnabled: null },
    ...{ otherMails: [], passwordPolicies: null, preferredLanguage: null, surname: null },
    ...{ usageLocation: null, userPrincipalName: upn, userType: 'Member' },
    ...{ city: null, companyName: null, country: null, employeeType: null, state: null },
    onPremisesExtensionAttributes: extensionAttributes(null),
    signInActivity: null,
  };
  directory.users.addNamed(traits, {
    ...{ id, upn, traits, names: Object.keys(resource), perUserMfa: 'disabled' },
    ...{ hiddenInBulk: false, methods: ['fido2SecurityKey'], preferredMethod: 'none' },
    since: directory.clock.now(),
    property: (name) => (Object.hasOwn(resource, name) ? resource[name] : undefined),
  });
  const roleId = roleTemplateOf('Global Administrator');
  directory.roles.add({
    ...{ id: guidOf('roleAssignment', id, roleId, 'active'), principalId: id, roleId },
    assignment: 'active',
  });
}
