import {
  certificatesOf,
  emergency,
  notEvaluated,
  unknownFires,
  unreadable,
  unreadBecause,
} from './case';
import type { FindingCase, Options } from './case';

const refused = unreadBecause('refused', 403);
const dark = { id: 'dark', methods: null };
const grey = { id: 'grey', methods: ['fido2'], perUserMfa: 'unknown' } as const;
const guest = {
  id: 'guest',
  methods: null,
  user: { userType: 'Guest', creationType: 'Invitation' },
};
const phone = { id: 'phone', methods: ['mobilePhone'] };
const complete = { policy: { policyMigrationState: 'migrationComplete' } };
const unreadGroup = { groupMembers: { g: refused } };
const soundBut = (change: Parameters<typeof emergency>[0]): Options => ({
  more: emergency(change).users,
  answers: { accounts: emergency().accounts },
});

const certified = soundBut({
  methods: [],
  user: { authorizationInfo: { certificateUserIds: ['x509'] } },
});

/** Methods, states, groups and roles of people that were not read: never called safe (findings 2.7). */
export const unknownPeopleCases: readonly FindingCase[] = [
  unreadable('AMP-WOULD-STRAND', 'methods unknown', ['dark'], { more: [dark] }),
  unreadable('METHODS-LOST', 'methods unknown', ['dark'], { ...complete, more: [dark] }),
  unreadable('OATH-SPLIT', 'methods unknown', ['dark'], { more: [dark], methods: { Fido2: {} } }),
  unreadable('OFFICE-PHONE', 'methods unknown', ['dark'], { more: [dark] }),
  unreadable('SECQ-STAYS', 'methods unknown', ['dark'], { more: [dark] }),
  unreadable('PHONE-ONLY-FEB27', 'methods unknown', ['dark'], { more: [dark] }),
  notEvaluated('PHONE-ONLY-JUL27', 'methods of a guest unknown', 'userMethods', { more: [guest] }),
  unreadable('ADMIN-PHONE-ONLY', 'methods unknown', ['dark'], {
    more: [{ ...dark, roles: ['globalReader'] }],
  }),
  notEvaluated('ADMIN-PHONE-ONLY', 'roles not read', 'roles', {
    more: [phone],
    snapshot: { roles: refused },
  }),
  unreadable('NO-METHOD', 'methods unknown', ['dark'], { more: [dark] }),
  unreadable('DEST-UNREACHABLE', 'methods unknown', ['dark'], { more: [dark], methods: {} }),
  notEvaluated('DEST-UNREACHABLE', 'membership not read', 'groupMembers', {
    more: [phone],
    methods: { MicrosoftAuthenticator: { include: ['g'] } },
    snapshot: unreadGroup,
  }),
  notEvaluated('DEST-UNREACHABLE-PASSKEY', 'membership not read', 'groupMembers', {
    more: [phone],
    methods: { Fido2: { include: ['g'] }, MicrosoftAuthenticator: {} },
    snapshot: unreadGroup,
  }),
  notEvaluated('B2B-PASSKEY-PENDING', 'methods of a guest unknown', 'userMethods', {
    more: [guest],
  }),
  unreadable('PU-MFA-ENABLED-NOT-REGISTERED', 'methods unknown', ['dark'], {
    more: [{ ...dark, perUserMfa: 'enabled' }],
  }),
  unreadable('PER-USER-NOT-MIGRATED-BY-WIZARD', 'one state unknown', ['grey'], {
    ...complete,
    more: [grey],
  }),
  notEvaluated('PER-USER-NOT-MIGRATED-BY-WIZARD', 'states not read', 'perUserMfa', {
    ...complete,
    snapshot: { perUserMfa: refused },
  }),
  unreadable('NO-TENANT-ENFORCEMENT', 'state unknown', ['grey'], { users: [grey] }),
  notEvaluated(
    'PHONE-DEFAULT-PROMPT',
    'the report, which holds the default, not read',
    'registration',
    {
      policy: { systemCredentialPreferences: { state: 'disabled' } },
      snapshot: {
        registration: refused,
        userMethods: {
          ga1: { kind: 'read', value: ['mobilePhone', 'microsoftAuthenticatorPush'] },
        },
      },
    },
  ),
  unknownFires('NPS-PHONE-DEFAULT', 'default not read', 'blocker', ['vpn'], {
    more: [{ id: 'vpn', methods: null }],
    answers: {
      infrastructure: { npsExtension: { present: true, users: [{ id: 'vpn' }] } },
    },
  }),
  notEvaluated('NEVER-USED', 'last sign-in refused', 'signInActivity', {
    more: [phone],
    answers: { accounts: { serviceAccounts: [{ id: 'phone' }] } },
    snapshot: { lastSignIn: { phone: refused } },
  }),
  notEvaluated('NEVER-USED', 'no P1', 'signInActivity', {
    more: [phone],
    isPremium: false,
    answers: { accounts: { serviceAccounts: [{ id: 'phone' }] } },
    snapshot: { lastSignIn: { phone: unreadBecause('notLicensed', 403) } },
  }),
  unknownFires('BG-NO-METHOD', 'methods unknown', 'blocker', ['bg1'], soundBut({ methods: null })),
  unknownFires(
    'BG-WEAK-METHOD',
    'methods unknown',
    'blocker',
    ['bg1'],
    soundBut({ methods: null }),
  ),
  ...(
    [
      ['a certificate, its mode not read', { X509Certificate: {} }],
      ['a certificate, one or two factors', { X509Certificate: certificatesOf('Multi', 'Single') }],
      [
        'a certificate, one rule without a mode',
        { X509Certificate: certificatesOf('Multi', null) },
      ],
      ['a certificate, no default', { X509Certificate: certificatesOf(null, 'Multi') }],
    ] as const
  ).map(([name, methods]) =>
    unknownFires('BG-WEAK-METHOD', name, 'blocker', ['bg1'], { ...certified, methods }),
  ),
  unknownFires('BG-WEAK-METHOD', 'a certificate, the methods policy unread', 'blocker', ['bg1'], {
    ...certified,
    snapshot: { authenticationMethodsPolicy: refused },
  }),
  unreadable('BG-PER-USER-MFA', 'state unknown', ['bg1'], soundBut({ perUserMfa: 'unknown' })),
  unknownFires('BG-ELIGIBLE-ONLY', 'roles not read', 'high', ['bg1', 'bg2'], {
    ...soundBut({}),
    snapshot: { roles: refused },
  }),
  unknownFires('BG-ELIGIBLE-ONLY', 'the end of roles not read', 'high', ['bg1'], {
    ...soundBut({ isPermanent: null }),
    snapshot: { roleEndsUnread: { code: 'refused', status: 403 } },
  }),
  unknownFires('OPERATOR-AT-RISK', 'own methods unknown', 'blocker', ['op'], {
    users: [{ id: 'op', methods: null, roles: ['globalAdministrator'] }],
  }),
];
