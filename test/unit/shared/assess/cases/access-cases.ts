import { administrators } from '../../../../fixtures/a-snapshot';
import { aGroup, aPolicy, type UserOptions } from '../../../../fixtures/graph-objects';
import { certificatesOf, emergency, fires, signed, silent, tenant, unreadBecause } from './case';
import type { FindingCase, Options } from './case';
import type { FindingCode } from '../../../../../shared/assess/finding-codes';

const spoiled = (change: Partial<UserOptions>, more: Options = {}): Options => ({
  more: emergency(change).users,
  answers: { accounts: emergency().accounts },
  ...more,
});
const sound = spoiled({});
const quiet = (code: FindingCode): FindingCase => silent(code, 'sound accounts', sound);
const covered = {
  policies: [aPolicy('all', { users: { includeUsers: ['All'], excludeGroups: ['g'] } })],
};
const groupOf = (fields: Parameters<typeof aGroup>[1]) =>
  ({ groups: { kind: 'read', value: [aGroup('g', fields)] } }) as const;
const excluded = { ...covered, groups: { g: ['bg1', 'bg2'] } };
const unreadGroup = {
  ...covered,
  snapshot: { groupMembers: { g: unreadBecause('refused', 403) } },
};
/** The first signs in by certificate; by default and by one rule it stands for so much. */
const certified = (factors: 'Multi' | 'Single', change: Partial<UserOptions> = {}): Options => ({
  ...spoiled({
    ...{ methods: [], ...change },
    user: { authorizationInfo: { certificateUserIds: ['x509'] } },
  }),
  methods: { Fido2: {}, X509Certificate: certificatesOf(factors, factors) },
});
const phoneOnlyOperator: Options = {
  users: [
    { id: 'op', methods: ['mobilePhone'], roles: ['globalAdministrator'] },
    ...administrators,
  ],
};

const pushOperator: Options = {
  users: [{ id: 'op', methods: ['microsoftAuthenticatorPush'] }, ...administrators],
};
const withMode = (authenticationMode: string) => ({
  includeTargets: [{ targetType: 'group', id: 'all_users', authenticationMode }],
});
const pilot = (members: readonly string[] | null): Options => ({
  methods: {},
  ...(members === null ? {} : { groups: { pilot: members } }),
  snapshot: { groups: { kind: 'read', value: [aGroup('pilot')] } },
  choices: { methods: { MicrosoftAuthenticator: { value: 'on', scope: 'pilot', ...signed } } },
});
/** On for the group, and left so. */
const left = (members: readonly string[]): Options => ({
  ...pilot(members),
  methods: { MicrosoftAuthenticator: { state: 'enabled', include: ['pilot'] } },
  choices: { methods: { MicrosoftAuthenticator: { value: 'on', scope: 'leave', ...signed } } },
});

export const accessCases: readonly FindingCase[] = [
  fires('BG-MISSING', 'none named, the plan would switch', 'blocker', tenant, {}),
  fires('BG-MISSING', 'none named, nothing is switched', 'high', tenant, {
    securityDefaults: true,
    isPremium: false,
  }),
  fires('BG-MISSING', 'only one named', 'blocker', tenant, {
    more: emergency().users,
    answers: { accounts: { emergencyAccess: [{ id: 'bg1' }] } },
  }),
  fires('BG-MISSING', 'two exist, one of them disabled', 'blocker', tenant, {
    ...spoiled({ user: { accountEnabled: false } }),
  }),
  fires('BG-MISSING', 'two exist, one of them may be disabled', 'high', tenant, {
    ...spoiled({ user: { accountEnabled: null } }),
  }),
  quiet('BG-MISSING'),
  fires('BG-NO-METHOD', 'nothing registered', 'blocker', ['bg1'], spoiled({ methods: [] })),
  fires('BG-NO-METHOD', 'methods unknown', 'blocker', ['bg1'], spoiled({ methods: null })),
  quiet('BG-NO-METHOD'),
  fires('BG-WEAK-METHOD', 'a phone', 'blocker', ['bg1'], spoiled({ methods: ['mobilePhone'] })),
  fires('BG-WEAK-METHOD', 'methods unknown', 'blocker', ['bg1'], spoiled({ methods: null })),
  silent('BG-WEAK-METHOD', 'a certificate of two factors', certified('Multi')),
  silent('MANDATORY-MFA-APPLIES', 'a certificate of two factors', certified('Multi')),
  fires('BG-WEAK-METHOD', 'a certificate of one factor', 'blocker', ['bg1'], certified('Single')),
  fires('MANDATORY-MFA-APPLIES', 'one factor', 'info', ['bg1'], certified('Single')),
  silent('BG-WEAK-METHOD', 'a key beside one of one factor', {
    ...certified('Single', { methods: ['fido2SecurityKey'] }),
  }),
  fires('BG-METHOD-UNREACHABLE', 'keys are for somebody else', 'blocker', ['bg1', 'bg2'], {
    ...spoiled({}, { methods: { Fido2: { include: ['g'] } }, groups: { g: ['ga1'] } }),
  }),
  fires('BG-METHOD-UNREACHABLE', 'membership not read', 'blocker', ['bg1', 'bg2'], {
    ...spoiled(
      {},
      {
        methods: { Fido2: { include: ['g'] } },
        snapshot: { groupMembers: { g: unreadBecause('refused', 403) } },
      },
    ),
  }),
  silent(
    'BG-METHOD-UNREACHABLE',
    'certificates are on',
    spoiled({}, { methods: { X509Certificate: {} } }),
  ),
  fires('BG-NOT-EXCLUDED', 'an enabled policy binds them', 'blocker', ['bg1', 'bg2'], {
    ...spoiled({}, { policies: [aPolicy('all')] }),
  }),
  fires('BG-NOT-EXCLUDED', 'a policy without MFA too', 'blocker', ['bg1', 'bg2'], {
    ...spoiled(
      {},
      {
        policies: [aPolicy('terms', { grant: { operator: 'OR', termsOfUse: ['t'] } })],
      },
    ),
  }),
  fires('BG-NOT-EXCLUDED', 'groups not read', 'blocker', ['bg1', 'bg2'], spoiled({}, unreadGroup)),
  silent('BG-NOT-EXCLUDED', 'report-only', {
    ...spoiled(
      {},
      {
        policies: [aPolicy('trial', { state: 'enabledForReportingButNotEnforced' })],
      },
    ),
  }),
  silent('BG-NOT-EXCLUDED', 'excluded by group', spoiled({}, excluded)),
  fires('BG-SYNCED', 'from the local directory', 'high', ['bg1'], {
    ...spoiled({ user: { onPremisesSyncEnabled: true } }),
  }),
  quiet('BG-SYNCED'),
  fires('BG-ELIGIBLE-ONLY', 'eligible', 'high', ['bg1'], {
    ...spoiled({ roles: [], eligible: ['globalAdministrator'] }),
  }),
  fires('BG-ELIGIBLE-ONLY', 'an activation, which ends', 'high', ['bg1'], {
    ...spoiled({ eligible: ['globalAdministrator'], isPermanent: false }),
  }),
  fires('BG-ELIGIBLE-ONLY', 'nobody told whether it ends', 'high', ['bg1'], {
    ...spoiled({ isPermanent: null }),
  }),
  silent('BG-ELIGIBLE-ONLY', 'eligible beside an assignment without end', {
    ...spoiled({ eligible: ['globalAdministrator'] }),
  }),
  fires('BG-ELIGIBLE-ONLY', 'roles not read', 'high', ['bg1', 'bg2'], {
    ...spoiled({}, { snapshot: { roles: unreadBecause('refused', 403) } }),
  }),
  quiet('BG-ELIGIBLE-ONLY'),
  fires('BG-CUSTOM-DOMAIN', 'a custom domain', 'medium', ['bg1'], {
    ...spoiled({ user: { userPrincipalName: 'bg1@practice.example' } }),
  }),
  quiet('BG-CUSTOM-DOMAIN'),
  fires('BG-PER-USER-MFA', 'enforced', 'high', ['bg1'], spoiled({ perUserMfa: 'enforced' })),
  quiet('BG-PER-USER-MFA'),
  fires('BG-GROUP-UNPROTECTED', 'an ordinary group', 'medium', ['g'], {
    ...spoiled({}, { ...excluded, snapshot: groupOf({}) }),
  }),
  fires('BG-GROUP-UNPROTECTED', 'the properties were not read', 'medium', ['g'], {
    ...spoiled(
      {},
      {
        ...excluded,
        snapshot: groupOf({ isAssignableToRole: null, isManagementRestricted: null }),
      },
    ),
  }),
  fires('BG-GROUP-UNPROTECTED', 'the account in it is disabled', 'medium', ['g'], {
    ...spoiled(
      { user: { accountEnabled: false } },
      { ...covered, groups: { g: ['bg1'] }, snapshot: groupOf({}) },
    ),
  }),
  silent('BG-GROUP-UNPROTECTED', 'role-assignable', {
    ...spoiled({}, { ...excluded, snapshot: groupOf({ isAssignableToRole: true }) }),
  }),
  silent('BG-GROUP-UNPROTECTED', 'restricted management', {
    ...spoiled({}, { ...excluded, snapshot: groupOf({ isManagementRestricted: true }) }),
  }),
  fires('MANDATORY-MFA-APPLIES', 'no key', 'info', ['bg1'], spoiled({ methods: ['mobilePhone'] })),
  silent('MANDATORY-MFA-APPLIES', 'another cloud', {
    ...spoiled({ methods: [] }, { snapshot: { cloud: 'usgov' } }),
  }),
  quiet('MANDATORY-MFA-APPLIES'),
  fires('SINGLE-GLOBAL-ADMIN', 'one active', 'blocker', tenant, { users: administrators.slice(1) }),
  fires('SINGLE-GLOBAL-ADMIN', 'eligible does not count', 'blocker', tenant, {
    users: [...administrators.slice(1), { id: 'x', eligible: ['globalAdministrator'] }],
  }),
  fires('SINGLE-GLOBAL-ADMIN', 'roles not read', 'blocker', tenant, {
    snapshot: { roles: unreadBecause('refused', 403) },
  }),
  fires('SINGLE-GLOBAL-ADMIN', 'the second may be disabled', 'blocker', tenant, {
    users: administrators.map((one) =>
      one.id === 'ga2' ? { ...one, user: { accountEnabled: null } } : one,
    ),
  }),
  silent('SINGLE-GLOBAL-ADMIN', 'emergency access counts', {
    users: [...administrators.slice(1), ...emergency().users],
  }),
  fires('OPERATOR-AT-RISK', 'only a phone', 'blocker', ['op'], phoneOnlyOperator),
  fires('OPERATOR-AT-RISK', 'own methods unknown', 'blocker', ['op'], {
    users: [{ id: 'op', methods: null }, ...administrators],
  }),
  fires('OPERATOR-AT-RISK', 'the choice turns the only method off', 'blocker', ['ga1'], {
    choices: {
      methods: {
        Fido2: { value: 'off', reason: 'x', by: 'ga1', at: '2026-11-20T09:00:00Z' },
      },
    },
  }),
  fires('OPERATOR-AT-RISK', 'the mode as read lets no push in', 'blocker', ['op'], {
    ...pushOperator,
    methods: { MicrosoftAuthenticator: withMode('deviceBasedPush') },
  }),
  silent('OPERATOR-AT-RISK', 'the mode as read lets push in', {
    ...pushOperator,
    methods: { MicrosoftAuthenticator: withMode('push') },
  }),
  fires('OPERATOR-AT-RISK', 'the choice names a group without them', 'blocker', ['op'], {
    ...pushOperator,
    ...pilot(['ga1']),
  }),
  fires('OPERATOR-AT-RISK', 'the group of the choice was not read', 'blocker', ['op'], {
    ...pushOperator,
    ...pilot(null),
  }),
  silent('OPERATOR-AT-RISK', 'the choice names a group with them', {
    ...pushOperator,
    ...pilot(['op']),
  }),
  fires('OPERATOR-AT-RISK', 'the method is left to a group without them', 'blocker', ['op'], {
    ...pushOperator,
    ...left(['ga1']),
  }),
  silent('OPERATOR-AT-RISK', 'the method is left to a group with them', {
    ...pushOperator,
    ...left(['op']),
  }),
  silent('OPERATOR-AT-RISK', 'the plan will allow Authenticator', {
    users: [{ id: 'op', methods: ['microsoftAuthenticatorPush'] }, ...administrators],
    methods: {},
  }),
];
