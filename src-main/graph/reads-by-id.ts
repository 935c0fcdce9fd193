import { reads, type ReadName } from './reads';

/** The address of a read with its one gap filled in; `value` is sent as it is. */
function fill(name: ReadName, value: string): string {
  return reads[name].url.replace(/\{\w+\}/, () => value);
}

/** Reads whose address needs an id. Ids must be GUIDs; the caller checks. */
export const readsById = {
  transitiveMembers: (groupId: string) => fill('transitiveMembers', groupId),
  members: (groupId: string) => fill('members', groupId),
  groupMemberOf: (groupId: string) => fill('groupMemberOf', groupId),
  group: (groupId: string) => fill('group', groupId),
  groupsByNickname: (nickname: string) =>
    fill('groupsByNickname', encodeURIComponent(nickname.replaceAll("'", "''"))),
  federationConfiguration: (domain: string) =>
    fill('federationConfiguration', encodeURIComponent(domain)),
  roleMembers: (roleId: string) => fill('roleMembers', roleId),
  userByName: (upn: string) => fill('userByName', encodeURIComponent(upn)),
  conditionalAccessPolicy: (id: string) => fill('conditionalAccessPolicy', id),
  conditionalAccessPolicyBeta: (id: string) => fill('conditionalAccessPolicyBeta', id),
  methodConfiguration: (version: 'v1.0' | 'beta', id: string) =>
    fill(version === 'beta' ? 'methodConfigurationBeta' : 'methodConfiguration', id),
} as const;

/** A part of `$batch` carries no version. */
function part(name: ReadName, userId: string): string {
  return fill(name, userId).replace(/^\/(v1\.0|beta)/, '');
}

/** Parts of `$batch`, without version. */
export const readsInBatch = {
  account: (userId: string) => part('userByName', userId),
  /** Beta. */
  requirements: (userId: string) => part('requirements', userId),
  methods: (userId: string) => part('methods', userId),
  /** Beta. */
  signInPreferences: (userId: string) => part('signInPreferences', userId),
  phoneMethods: (userId: string) => part('phoneMethods', userId),
  lastSignIn: (userId: string) => part('lastSignIn', userId),
} as const;

/** Sign-ins of the last 30 days that findings ask about: ROPC first, and the RADIUS client of R22. */
export function signInReads(since: string): readonly string[] {
  const from = encodeURIComponent(since);
  return [fill('ropcSignIns', from), fill('radiusSignIns', from)];
}

export function legacySignInReads(since: string): string {
  return fill('legacySignIns', encodeURIComponent(since));
}

export function recentSignInReads(since: string): string {
  return fill('recentSignIns', encodeURIComponent(since));
}
