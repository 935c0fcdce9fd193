import { legacyClients } from '../../shared/entra/sign-in-window';
import { attributeLists } from '../../shared/entra/user-attribute';
import { userFields } from './read-fields';
import { row, type ReadRow } from './read-row';

/** The same attributes for every choice, so that a capture answers whichever is asked. */
const attributeFields = ['id', ...attributeLists.userAttributes].join(',');

const userScope = 'User.Read.All';
const methodScope = 'UserAuthenticationMethod.Read.All';
const log = { scope: 'AuditLog.Read.All', licence: 'p1', bucket: 'reports' } as const;
const radiusClient = '981f26a1-7f43-403b-a875-f8b09b8cd720';

/** Without it beta lists the interactive ones alone. */
const byPeople = "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser')";
const legacy = legacyClients.map((name) => `clientAppUsed eq '${name}'`).join(' or ');

/** Sign-ins since `{since}` of one kind. */
function signIns(...conditions: readonly string[]): string {
  const query = encodeURIComponent(['createdDateTime ge {since}', ...conditions].join(' and '));
  return `/beta/auditLogs/signIns?$filter=${query.replace('%7Bsince%7D', '{since}')}`;
}

/**
 * Accounts and what they hold. Reads with `{id}` cost a request for each person asked, twenty to a
 * `$batch` call: no list tells the same, and never everybody is asked where a list will do.
 */
export const peopleReads = {
  users: row('users', `/v1.0/users?$select=${userFields},perUserMfaState&$top=999`, {
    scope: userScope,
    feeds: ['accounts', 'perUserMfa', 'LICENCE-SHORTFALL'],
  }),
  /** The same without the undocumented field, where Graph refuses it. */
  usersPlain: row('users', `/v1.0/users?$select=${userFields}&$top=999`, {
    scope: userScope,
    feeds: ['accounts'],
  }),
  /** Only where rings go by one of these: everybody once more, and no request for each. */
  userAttributes: row('users', `/v1.0/users?$select=${attributeFields}&$top=999`, {
    scope: userScope,
    feeds: ['rings'],
  }),
  extensionAttributes: row(
    'users',
    '/v1.0/users?$select=id,onPremisesExtensionAttributes&$top=999',
    { scope: userScope, feeds: ['rings'] },
  ),
  userByName: row(null, `/v1.0/users/{name}?$select=${userFields}`, {
    scope: userScope,
    feeds: ['what a step found, and what it left behind'],
  }),
  registration: row('registration', '/v1.0/reports/authenticationMethods/userRegistrationDetails', {
    ...log,
    feeds: ['methods', 'REPORT-STALE', 'REPORT-MISSING-USERS'],
  }),
  /** Of a sample; of all members where the bulk field does not hold; of people about to be changed. */
  requirements: row('perUserMfa', '/beta/users/{id}/authentication/requirements', {
    scope: 'Policy.Read.All',
    feeds: ['perUserMfa', 'what a step found, and what it left behind'],
  }),
  /** Of those whose methods the report does not tell: without P1, all enabled accounts. */
  methods: row('userMethods', '/beta/users/{id}/authentication/methods', {
    scope: methodScope,
    feeds: ['methods', 'OPERATOR-AT-RISK'],
  }),
  /**
   * Only where system-preferred authentication is off, of those whose default the report does not
   * tell: without P1, of people with a phone and something that lasts.
   */
  signInPreferences: row('userMethods', '/beta/users/{id}/authentication/signInPreferences', {
    scope: methodScope,
    feeds: ['PHONE-DEFAULT-PROMPT'],
  }),
  /** Of holders of a mobile phone to whom the policy offers SMS sign-in. */
  phoneMethods: row('userMethods', '/v1.0/users/{id}/authentication/phoneMethods', {
    scope: methodScope,
    feeds: ['SMS-SIGNIN-ON', 'SMS-SIGNIN-RETIRES'],
  }),
  /** The same where v1.0 lacks it (21Vianet). */
  phoneMethodsBeta: row('userMethods', '/beta/users/{id}/authentication/phoneMethods', {
    scope: methodScope,
    feeds: ['SMS-SIGNIN-ON', 'SMS-SIGNIN-RETIRES'],
  }),
  /** Of accounts the answers name, and of the operator. */
  lastSignIn: row('signIns', '/v1.0/users/{id}?$select=id,signInActivity', {
    ...{ scope: 'AuditLog.Read.All', licence: 'p1', bucket: 'signInActivity' },
    feeds: ['lastSignIn', 'NEVER-USED'],
  }),
  ropcSignIns: row('signIns', signIns("authenticationProtocol eq 'ropc'", byPeople), {
    ...log,
    feeds: ['signIns', 'ROPC-RISK', 'SERVICE-ACCOUNT-USER-MFA'],
  }),
  radiusSignIns: row('signIns', signIns(`appId eq '${radiusClient}'`, byPeople), {
    ...log,
    feeds: ['signIns', 'NPS-DEPENDENCY'],
  }),
  /** Successful ones only: others reach nothing that a policy could stop. */
  legacySignIns: row('legacySignIns', signIns('status/errorCode eq 0', byPeople, `(${legacy})`), {
    ...log,
    feeds: ['signIns', 'APP-PASSWORD-RISK', 'SERVICE-ACCOUNT-USER-MFA', 'SHARED-MAILBOX-SIGNIN'],
  }),
  /** Only where a policy reports alone. What policies did cannot be filtered by. */
  recentSignIns: row('reportOnlySignIns', signIns(), {
    ...log,
    feeds: ['signIns', 'CA-REPORT-ONLY-NOT-COVERAGE'],
  }),
} as const satisfies Readonly<Record<string, ReadRow>>;
