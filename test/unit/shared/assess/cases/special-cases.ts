import type { UserOptions } from '../../../../fixtures/graph-objects';
import type { Domain, SignIn } from '../../../../../shared/entra/tenant-resources';
import { domain } from '../../../../fixtures/a-snapshot';
import { counts, fires, signed, silent, unreadBecause, type FindingCase } from './case';

const one = (id: string, more: Partial<UserOptions> = {}): UserOptions => ({
  id,
  methods: [],
  ...more,
});
const off = { user: { accountEnabled: false } };
const named = (list: string, ...ids: string[]) => ({
  accounts: { [list]: ids.map((id) => ({ id })) },
});
const signIn = (fields: Partial<SignIn>): SignIn => ({
  id: 's',
  userId: 'robot',
  createdDateTime: '2026-11-20T00:00:00Z',
  appId: null,
  clientAppUsed: 'Browser',
  authenticationProtocol: 'none',
  ...fields,
});
const seen = (...signIns: SignIn[]) => ({ signIns: { kind: 'read', value: signIns } }) as const;
const ropc = signIn({ authenticationProtocol: 'ropc' });
const robot = one('robot', { perUserMfa: 'enforced', methods: ['mobilePhone'] });
const robots = named('serviceAccounts', 'robot');
const never = { lastSignIn: { robot: { kind: 'read', value: null } } } as const;
const crew = { populations: { frontline: [{ id: 'crew' }] } };
const devices = (id: string) => ({
  populations: { frontline: [{ id: 'crew' }], sharedMobileDevices: [{ id }] },
});
const nps = (more: Record<string, unknown> = {}) => ({
  infrastructure: { npsExtension: { present: true, ...more } },
});
const users = { users: [{ id: 'vpn' }] };
const clients = [
  { name: 'vpn-a', protocol: 'MSCHAPv2', users: 40 },
  { name: 'vpn-b', protocol: 'PAP', users: 7 },
  { name: 'wifi', protocol: 'EAP', users: 2 },
] as const;
const vpn = (defaultMethod: string) => one('vpn', { methods: ['mobilePhone'], defaultMethod });
const npsApp = signIn({ userId: 'vpn', appId: '981f26a1-7f43-403b-a875-f8b09b8cd720' });
const codes = { MicrosoftAuthenticator: { isSoftwareOathEnabled: true }, Fido2: {} };
const federated = (behavior: string | null): { domains: { kind: 'read'; value: Domain[] } } => ({
  domains: {
    kind: 'read',
    value: [
      domain('fed.example', {
        authenticationType: 'Federated',
        federatedIdpMfaBehavior: behavior,
      }),
    ],
  },
});
const otp = ['MicrosoftAuthenticator.isSoftwareOathEnabled'];

export const specialCases: readonly FindingCase[] = [
  fires('SHARED-MAILBOX-SIGNIN', 'enabled', 'medium', ['info'], {
    more: [one('info'), one('old', off)],
    answers: named('sharedMailboxes', 'info', 'old'),
  }),
  fires('SHARED-MAILBOX-SIGNIN', 'one with a phone', 'high', ['info'], {
    more: [one('info', { methods: ['mobilePhone'] })],
    answers: named('sharedMailboxes', 'info'),
  }),
  silent('SHARED-MAILBOX-SIGNIN', 'sign-in blocked', {
    more: [one('info', off)],
    answers: named('sharedMailboxes', 'info'),
  }),
  silent('RESOURCE-ACCOUNT', 'answered none', {
    more: [one('room')],
    answers: named('teamsRooms'),
  }),
  fires('RESOURCE-ACCOUNT', 'disabled too', 'info', ['desk', 'room'], {
    more: [one('room', off), one('desk')],
    answers: { accounts: { roomMailboxes: [{ id: 'room' }], teamsRooms: [{ id: 'desk' }] } },
  }),
  fires('SERVICE-ACCOUNT-USER-MFA', 'with per-user MFA', 'high', ['robot'], {
    more: [robot],
    answers: robots,
  }),
  fires('SERVICE-ACCOUNT-USER-MFA', 'signs in by stored password', 'blocker', ['robot'], {
    more: [robot],
    answers: robots,
    snapshot: seen(ropc),
  }),
  silent('SERVICE-ACCOUNT-USER-MFA', 'never used', {
    more: [robot],
    answers: robots,
    snapshot: never,
  }),
  fires('ROPC-RISK', 'seen', 'blocker', ['robot'], { more: [robot], snapshot: seen(ropc) }),
  fires('ROPC-RISK', 'named, sign-ins not read', 'blocker', ['robot'], {
    more: [robot],
    answers: named('ropcAccounts', 'robot'),
    snapshot: { signIns: unreadBecause('notLicensed', 403) },
  }),
  silent('ROPC-RISK', 'more than 30 days ago', {
    more: [robot],
    snapshot: seen({ ...ropc, createdDateTime: '2026-10-01T00:00:00Z' }),
  }),
  fires('APP-PASSWORD-RISK', 'named', 'high', ['robot'], {
    more: [robot],
    answers: { appPasswords: { accounts: [{ upn: 'ROBOT@practice.example' }] } },
  }),
  silent('APP-PASSWORD-RISK', 'the account is disabled', {
    more: [{ ...robot, ...off }],
    answers: { appPasswords: { accounts: [{ id: 'robot' }] } },
  }),
  fires('NEVER-USED', 'never signed in', 'medium', ['robot'], {
    more: [robot],
    answers: robots,
    snapshot: never,
  }),
  silent('NEVER-USED', 'a person', { more: [robot], snapshot: never }),
  fires('SHARED-ACCOUNT', 'enabled', 'medium', ['till'], {
    more: [one('till')],
    answers: named('sharedAccounts', 'till'),
  }),
  silent('SHARED-ACCOUNT', 'disabled', {
    more: [one('till', off)],
    answers: named('sharedAccounts', 'till'),
  }),
  fires('FRONTLINE-NO-PHONE', 'nothing registered', 'decision', ['crew'], {
    more: [one('crew')],
    answers: crew,
  }),
  silent('FRONTLINE-NO-PHONE', 'works on shared devices', {
    more: [one('crew')],
    answers: devices('crew'),
  }),
  silent('FRONTLINE-NO-PHONE', 'choice recorded', {
    more: [one('crew')],
    answers: crew,
    choices: { frontline: [{ value: 'siteOnly', accounts: [{ id: 'crew' }], ...signed }] },
  }),
  fires('QR-SINGLE-FACTOR', 'on shared devices', 'info', ['crew'], {
    more: [one('crew')],
    answers: devices('crew'),
  }),
  fires('QR-SINGLE-FACTOR', 'targeted by the policy', 'info', ['crew'], {
    more: [one('crew'), one('other')],
    methods: { QRCodePin: { include: ['g'] }, Fido2: {} },
    groups: { g: ['crew'] },
  }),
  silent('QR-SINGLE-FACTOR', 'neither', { more: [one('crew')] }),
  fires('NPS-DEPENDENCY', 'named users', 'blocker', ['vpn'], {
    more: [vpn('push'), one('other')],
    answers: nps(users),
  }),
  fires('NPS-DEPENDENCY', 'seen in sign-ins', 'blocker', ['vpn'], {
    more: [vpn('push')],
    answers: nps(),
    snapshot: seen(npsApp),
  }),
  silent('NPS-DEPENDENCY', 'answered no', {
    more: [vpn('push')],
    snapshot: seen(npsApp),
    answers: { infrastructure: { npsExtension: { present: false } } },
  }),
  fires('NPS-PHONE-DEFAULT', 'asked by phone', 'blocker', ['vpn'], {
    more: [vpn('voiceMobile')],
    answers: nps(users),
  }),
  silent('NPS-PHONE-DEFAULT', 'asked by push', { more: [vpn('push')], answers: nps(users) }),
  counts('NPS-MSCHAPV2-LIMIT', 'people behind the clients', 'high', 42, {
    answers: nps({ radiusClients: clients }),
  }),
  silent('NPS-MSCHAPV2-LIMIT', 'PAP only', { answers: nps({ radiusClients: [clients[1]] }) }),
  fires('AUTHENTICATOR-OTP-OFF', 'codes off', 'high', otp, { answers: nps() }),
  silent('AUTHENTICATOR-OTP-OFF', 'codes on', { answers: nps(), methods: codes }),
  silent('AUTHENTICATOR-OTP-OFF', 'no NPS', {}),
  fires('ADFS-MFA-BEHAVIOUR', 'accepts', 'decision', ['fed.example'], {
    snapshot: federated('acceptIfMfaDoneByFederatedIdp'),
  }),
  silent('ADFS-MFA-BEHAVIOUR', 'rejects', { snapshot: federated('rejectMfaByFederatedIdp') }),
  silent('ADFS-MFA-BEHAVIOUR', 'choice recorded', {
    snapshot: federated(null),
    choices: {
      federation: [{ value: 'rejectMfaByFederatedIdp', domain: 'fed.example', ...signed }],
    },
  }),
];
