import { groupFields, userFields } from './read-fields';

/** Reads whose address needs an id. Ids must be GUIDs; the caller checks. */
export const readsById = {
  transitiveMembers: (groupId: string) =>
    `/v1.0/groups/${groupId}/transitiveMembers?$select=id&$top=999`,
  members: (groupId: string) => `/v1.0/groups/${groupId}/members?$select=id&$top=999`,
  group: (groupId: string) => `/v1.0/groups/${groupId}?$select=${groupFields}`,
  groupsByNickname: (nickname: string) =>
    `/v1.0/groups?$filter=${encodeURIComponent(`mailNickname eq '${nickname.replaceAll("'", "''")}'`)}&$select=${groupFields}`,
  roleMembers: (roleId: string) => `/v1.0/directoryRoles/${roleId}/members?$select=id`,
  userByName: (upn: string) => `/v1.0/users/${encodeURIComponent(upn)}?$select=${userFields}`,
  conditionalAccessPolicy: (id: string) => `/v1.0/identity/conditionalAccess/policies/${id}`,
  methodConfiguration: (version: 'v1.0' | 'beta', id: string) =>
    `/${version}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${id}`,
} as const;

/** Parts of `$batch`, without version. */
export const readsInBatch = {
  /** Beta. */
  requirements: (userId: string) => `/users/${userId}/authentication/requirements`,
  methods: (userId: string) => `/users/${userId}/authentication/methods`,
  phoneMethods: (userId: string) => `/users/${userId}/authentication/phoneMethods`,
  lastSignIn: (userId: string) => `/users/${userId}?$select=id,signInActivity`,
} as const;

const radiusClient = '981f26a1-7f43-403b-a875-f8b09b8cd720';

/** Sign-ins of the last 30 days that findings ask about: ROPC, and the RADIUS client of R22. */
export function signInReads(since: string): readonly string[] {
  const list = (condition: string): string =>
    `/beta/auditLogs/signIns?$filter=${encodeURIComponent(
      `createdDateTime ge ${since} and ${condition}`,
    )}`;
  return [list("authenticationProtocol eq 'ropc'"), list(`appId eq '${radiusClient}'`)];
}
