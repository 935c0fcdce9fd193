import { counts, fires, silent, tenant, unreadBecause, type FindingCase } from './case';
import { administrators } from '../../../../fixtures/a-snapshot';
import { aPolicy, aRow } from '../../../../fixtures/graph-objects';
import { roleTemplateIds } from '../../../../../shared/entra/directory-role';

const rowAt = (id: string, lastUpdatedDateTime: string | null) => ({
  ...aRow({ id, methods: ['fido2'] }),
  lastUpdatedDateTime,
});
const reportOf = (first: string | null, second: string | null) =>
  ({ registration: { kind: 'read', value: [rowAt('ga1', first), rowAt('ga2', second)] } }) as const;
const report = (at: string) => reportOf(at, at);
const held = { roleName: 'role', assignment: 'active', isPermanent: true } as const;
const globalAdministrators = ['ga1', 'ga2'].map((userId) => ({
  ...held,
  userId,
  roleTemplateId: roleTemplateIds.globalAdministrator,
}));
const limited = { ...held, userId: 'local', roleTemplateId: 'r', isLimited: true };

const refused = unreadBecause('refused', 403);

export const dataCases: readonly FindingCase[] = [
  fires('DATA-UNREADABLE', 'state or methods unknown', 'high', ['dark', 'grey'], {
    more: [
      { id: 'dark', methods: null },
      { id: 'grey', methods: ['fido2'], perUserMfa: 'unknown' },
      { id: 'guest', methods: null, user: { userType: 'Guest' } },
      { id: 'gone', methods: null, user: { accountEnabled: false } },
    ],
  }),
  fires('DATA-UNREADABLE', 'nobody says whether they are enabled', 'high', ['dim', 'visitor'], {
    more: [
      { id: 'dim', methods: ['fido2'], user: { accountEnabled: null } },
      { id: 'visitor', methods: ['fido2'], user: { accountEnabled: null, userType: 'Guest' } },
    ],
  }),
  fires('DATA-UNREADABLE', 'per-user states not read at all', 'high', ['ga1', 'ga2'], {
    snapshot: { perUserMfa: refused },
  }),
  fires('DATA-UNREADABLE', 'a policy that does not say whom it binds', 'high', ['ga1', 'ga2'], {
    policies: [aPolicy('p', { conditions: { users: null } })],
    more: [{ id: 'guest', methods: [], user: { userType: 'Guest' } }],
  }),
  fires('DATA-UNREADABLE', 'a policy nobody knows to be on', 'high', ['ga1', 'ga2'], {
    policies: [aPolicy('p', { state: 'later' })],
  }),
  fires('DATA-UNREADABLE', 'let out through a role held in part', 'high', ['local'], {
    policies: [aPolicy('p', { users: { includeUsers: ['All'], excludeRoles: ['r'] } })],
    more: [{ id: 'local', methods: ['fido2'] }],
    snapshot: { roles: { kind: 'read', value: [...globalAdministrators, limited] } },
  }),
  silent('DATA-UNREADABLE', 'another policy certainly asks', {
    policies: [aPolicy('p', { conditions: { users: null } }), aPolicy('q')],
  }),
  silent('DATA-UNREADABLE', 'it is off, or for workloads', {
    policies: [
      aPolicy('p', { state: 'disabled', conditions: { users: null } }),
      aPolicy('q', {
        conditions: { users: null, clientApplications: { includeServicePrincipals: ['x'] } },
      }),
    ],
  }),
  silent('DATA-UNREADABLE', 'read one by one', {
    more: [{ id: 'dark', methods: null }],
    snapshot: { userMethods: { dark: { kind: 'read', value: ['fido2'] } } },
  }),
  fires('REPORT-MISSING-USERS', 'no row, methods read one by one', 'medium', ['late'], {
    more: [{ id: 'late', methods: null }],
    snapshot: { userMethods: { late: { kind: 'read', value: ['fido2'] } } },
  }),
  silent('REPORT-MISSING-USERS', 'no report', {
    snapshot: { registration: unreadBecause('notLicensed', 403) },
  }),
  fires('REPORT-STALE', 'more than 36 hours', 'medium', ['userRegistrationDetails'], {
    snapshot: report('2026-11-20T23:59:59Z'),
  }),
  silent('REPORT-STALE', '36 hours', { snapshot: report('2026-11-21T00:00:00Z') }),
  silent('REPORT-STALE', 'fresh when the stale snapshot was taken', {
    snapshot: { ...report('2026-11-11T21:00:00Z'), takenAt: '2026-11-12T09:00:00Z' },
  }),
  fires('REPORT-STALE', 'no row says how old it is', 'medium', ['userRegistrationDetails'], {
    snapshot: reportOf(null, null),
  }),
  fires('REPORT-STALE', 'one row says nothing of use', 'medium', ['userRegistrationDetails'], {
    snapshot: reportOf('2026-11-22T00:00:00Z', 'recently'),
  }),
  fires('REPORT-STALE', 'an old row after one of no age', 'medium', ['userRegistrationDetails'], {
    snapshot: reportOf('recently', '2026-11-20T09:00:00Z'),
  }),
  silent('REPORT-STALE', 'only a row that is not used says nothing', {
    users: [...administrators.slice(0, 1), { id: 'ga2', user: { accountEnabled: false } }],
    snapshot: reportOf('2026-11-22T00:00:00Z', null),
  }),
  fires(
    'REPORT-STALE',
    'old already when the stale snapshot was taken',
    'medium',
    ['userRegistrationDetails'],
    { snapshot: { ...report('2026-11-10T09:00:00Z'), takenAt: '2026-11-12T09:00:00Z' } },
  ),
  fires(
    'PERMISSION-MISSING',
    'kinds of data',
    'medium',
    ['groupMembers', 'roles', 'signInActivity'],
    {
      snapshot: {
        roles: refused,
        lastSignIn: { ga1: refused, ga2: refused },
        groupMembers: { g: refused },
      },
    },
  ),
  silent('PERMISSION-MISSING', 'licences and single accounts', {
    snapshot: {
      signIns: unreadBecause('notLicensed', 403),
      lastSignIn: { ga1: refused, ga2: { kind: 'read', value: null } },
      userMethods: { ga1: refused, ga2: { kind: 'read', value: [] } },
    },
  }),
  silent('PERMISSION-MISSING', 'another 4xx is no missing permission', {
    snapshot: { roles: unreadBecause('notAccepted', 409), groups: unreadBecause('notFound', 400) },
  }),
  silent('FEATURE-UNAVAILABLE', 'another 4xx is no missing endpoint', {
    snapshot: { signIns: unreadBecause('notAccepted', 410) },
  }),
  fires('FEATURE-UNAVAILABLE', 'the collection does not exist', 'info', ['signIns'], {
    snapshot: { signIns: unreadBecause('notFound', 404) },
  }),
  fires('FEATURE-UNAVAILABLE', 'methods of nobody are there', 'info', ['userMethods'], {
    snapshot: {
      userMethods: { ga1: unreadBecause('notFound', 404), ga2: unreadBecause('notFound', 404) },
    },
  }),
  silent('FEATURE-UNAVAILABLE', 'methods of one person are not there', {
    snapshot: {
      userMethods: { ga1: unreadBecause('notFound', 404), ga2: { kind: 'read', value: [] } },
    },
  }),
  fires('FEATURE-UNAVAILABLE', 'last sign-ins are not there', 'info', ['signInActivity'], {
    snapshot: { lastSignIn: { ga1: unreadBecause('notFound', 400) } },
  }),
  fires(
    'FEATURE-UNAVAILABLE',
    'the beta policy is not there',
    'info',
    ['authenticationMethodsPolicy'],
    { snapshot: { betaPolicyUnread: { code: 'notFound', status: 404 } } },
  ),
  silent('FEATURE-UNAVAILABLE', 'a licence refused with 400', {
    snapshot: { signIns: unreadBecause('notLicensed', 400) },
  }),
  silent('FEATURE-UNAVAILABLE', 'not in the capture', {
    snapshot: { signIns: unreadBecause('notCaptured', 404) },
  }),
  fires('THROTTLED', 'some request', 'info', ['run'], { snapshot: { throttledRequests: 1 } }),
  silent('THROTTLED', 'none', {}),
  fires('NO-NETWORK', 'offline', 'info', ['run'], { session: { isOffline: true } }),
  silent('NO-NETWORK', 'online', { session: {} }),
  counts('SNAPSHOT-STALE', 'more than seven days', 'medium', 1, {
    snapshot: { takenAt: '2026-11-15T11:59:59Z' },
  }),
  silent('SNAPSHOT-STALE', 'seven days', { snapshot: { takenAt: '2026-11-15T12:00:00Z' } }),
  fires('WRONG-TENANT', 'the token is for another', 'blocker', tenant, {
    session: { tokenTenantId: '22222222-2222-4222-8222-222222222222' },
  }),
  fires('WRONG-TENANT', 'the organization is another', 'blocker', tenant, {
    snapshot: {
      tenantId: tenant[0] ?? '',
      organization: {
        kind: 'read',
        value: {
          id: '22222222-2222-4222-8222-222222222222',
          displayName: null,
          createdDateTime: null,
          onPremisesSyncEnabled: null,
          verifiedDomains: null,
        },
      },
    },
  }),
  silent('WRONG-TENANT', 'the tenant did not tell its id', {
    snapshot: { tenantId: '', organization: refused },
    session: { tokenTenantId: tenant[0] ?? '' },
  }),
  silent('WRONG-TENANT', 'the organization was not read', {
    snapshot: { organization: refused },
    session: { tokenTenantId: tenant[0] ?? '' },
  }),
  fires('TENANT-CONSENT-MISSING', 'no token', 'high', tenant, {
    session: { isConsentMissing: true },
  }),
  silent('TENANT-CONSENT-MISSING', 'consented', {}),
];
