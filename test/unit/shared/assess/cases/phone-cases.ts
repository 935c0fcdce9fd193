import { administrators } from '../../../../fixtures/a-snapshot';
import { emergency, fires, signed, silent, tenant, unreadBecause, type FindingCase } from './case';

const phone = { id: 'phone', methods: ['mobilePhone'] };
const desk = { id: 'desk', methods: ['officePhone', 'email'] };
const robot = { id: 'robot', methods: ['mobilePhone'] };
const robots = { accounts: { serviceAccounts: [{ id: 'robot' }] } };
const guest = {
  id: 'guest',
  methods: ['mobilePhone'],
  user: { userType: 'Guest', creationType: 'Invitation' },
};
const insider = { id: 'insider', methods: ['mobilePhone'], user: { userType: 'Guest' } };
const chief = { id: 'chief', methods: ['mobilePhone'], roles: ['globalAdministrator'] } as const;
const onCall = {
  id: 'oncall',
  methods: ['mobilePhone'],
  eligible: ['globalAdministrator'],
} as const;
const nothingOffered = { Sms: {}, Voice: {} };
const needs = { telephony: { needs: [{ accounts: [{ id: 'phone' }], reason: 'gloves' }] } };
const trust = {
  crossTenantDefault: {
    kind: 'read',
    value: { tenantId: null, inboundTrust: { isMfaAccepted: true } },
  },
} as const;

export const phoneCases: readonly FindingCase[] = [
  fires(
    'PHONE-ONLY-FEB27',
    'every kind but guests and active admins',
    'high',
    ['desk', 'insider', 'oncall', 'phone', 'robot'],
    { more: [phone, desk, robot, guest, insider, chief, onCall], answers: robots },
  ),
  fires('PHONE-ONLY-FEB27', 'no person among them', 'medium', ['robot'], {
    more: [robot],
    answers: robots,
  }),
  fires('PHONE-ONLY-FEB27', 'no way out for any of the people', 'blocker', ['phone', 'robot'], {
    more: [phone, robot],
    methods: nothingOffered,
    answers: robots,
  }),
  fires('PHONE-ONLY-FEB27', 'a way out for one of them', 'high', ['desk', 'phone'], {
    more: [phone, desk],
    methods: { MicrosoftAuthenticator: { include: ['g'] } },
    groups: { g: ['desk'] },
  }),
  silent('PHONE-ONLY-FEB27', 'another cloud', { more: [phone], snapshot: { cloud: 'usgov' } }),
  silent('PHONE-ONLY-FEB27', 'disabled, unknown, or holding more', {
    more: [
      { ...phone, user: { accountEnabled: false } },
      { id: 'dark', methods: null },
      { id: 'both', methods: ['mobilePhone', 'fido2'] },
      {
        id: 'card',
        methods: ['mobilePhone'],
        user: { authorizationInfo: { certificateUserIds: ['x509'] } },
      },
    ],
  }),
  fires('PHONE-ONLY-FEB27', 'an unknown method never counts as surviving', 'high', ['odd'], {
    more: [{ id: 'odd', methods: ['mobilePhone', 'somethingNew'] }],
  }),
  fires('PHONE-ONLY-JUL27', 'guests and active administrators', 'high', ['chief', 'guest'], {
    more: [guest, chief, insider],
  }),
  fires('PHONE-ONLY-JUL27', 'guests whose home MFA is trusted', 'medium', ['guest'], {
    more: [guest],
    snapshot: trust,
  }),
  fires('PHONE-ONLY-JUL27', 'an administrator among them', 'high', ['chief', 'guest'], {
    more: [guest, chief],
    snapshot: trust,
  }),
  fires('PHONE-ONLY-JUL27', 'trust not read', 'high', ['guest'], {
    more: [guest],
    snapshot: { crossTenantDefault: unreadBecause('refused', 403) },
  }),
  silent('PHONE-ONLY-JUL27', 'another cloud', { more: [guest], snapshot: { cloud: 'china' } }),
  fires('ADMIN-PHONE-ONLY', 'active or eligible', 'blocker', ['chief', 'oncall'], {
    more: [chief, onCall, phone],
  }),
  silent('ADMIN-PHONE-ONLY', 'emergency access has its own codes', {
    more: emergency({ methods: ['mobilePhone'] }).users,
    answers: { accounts: emergency().accounts },
  }),
  fires('B2B-PASSKEY-PENDING', 'an external guest', 'info', ['guest'], { more: [guest, insider] }),
  silent('B2B-PASSKEY-PENDING', 'another cloud', { more: [guest], snapshot: { cloud: 'usgov' } }),
  fires('TELECOM-PROVIDER-CANDIDATE', 'a documented need', 'decision', ['phone'], {
    more: [phone, desk],
    answers: needs,
  }),
  silent('TELECOM-PROVIDER-CANDIDATE', 'choice covers them', {
    more: [phone],
    answers: needs,
    choices: { telephony: [{ value: 'fido2Keys', accounts: [{ id: 'phone' }], ...signed }] },
  }),
  silent('TELECOM-PROVIDER-CANDIDATE', 'not phone-only', {
    more: [{ id: 'phone', methods: ['fido2', 'mobilePhone'] }],
    answers: needs,
  }),
  fires('TELECOM-LEAD-TIME', 'nothing is tested', 'high', tenant, {
    more: [phone],
    answers: needs,
  }),
  fires('TELECOM-LEAD-TIME', 'the provider is chosen, not tested', 'high', tenant, {
    more: [phone],
    answers: { telephony: { ...needs.telephony, provider: { status: 'configured' } } },
    choices: { telephony: [{ value: 'provider', accounts: [{ id: 'phone' }], ...signed }] },
  }),
  silent('TELECOM-LEAD-TIME', 'tested', {
    more: [phone],
    answers: { telephony: { ...needs.telephony, provider: { status: 'tested' } } },
  }),
  silent('TELECOM-LEAD-TIME', 'keys were chosen instead', {
    more: [phone],
    answers: needs,
    choices: { telephony: [{ value: 'fido2Keys', accounts: [{ id: 'phone' }], ...signed }] },
  }),
  fires('SMS-DATE-NOT-ANNOUNCED', 'another cloud', 'info', tenant, {
    snapshot: { cloud: 'usgov' },
  }),
  silent('SMS-DATE-NOT-ANNOUNCED', 'public cloud', {}),
  fires('CLOUD-NOT-PUBLIC', 'another cloud', 'info', tenant, { snapshot: { cloud: 'usgovdod' } }),
  silent('CLOUD-NOT-PUBLIC', 'public cloud', {}),
  fires('NO-METHOD', 'members only', 'medium', ['new'], {
    more: [
      { id: 'new', methods: ['email'] },
      { id: 'pupil', methods: [] },
    ],
    answers: { populations: { pupils: [{ id: 'pupil' }] } },
  }),
  fires('NO-METHOD', 'an administrator among them', 'high', ['new', 'root'], {
    more: [
      { id: 'new', methods: [] },
      { id: 'root', methods: [], roles: ['globalReader'] },
    ],
  }),
  fires('NO-METHOD', 'roles not read', 'high', ['new'], {
    more: [{ id: 'new', methods: [] }],
    snapshot: { roles: unreadBecause('refused', 403) },
  }),
  silent('NO-METHOD', 'a phone, and emergency access, which has its own codes', {
    more: [phone, ...emergency({ methods: [] }).users],
    answers: { accounts: emergency().accounts },
  }),
  fires('DEST-UNREACHABLE', 'nothing offered', 'blocker', ['guest', 'phone'], {
    more: [phone, guest],
    methods: nothingOffered,
  }),
  fires('DEST-UNREACHABLE', 'passkeys are no way out for guests', 'blocker', ['guest'], {
    more: [phone, guest],
    methods: { Fido2: {} },
  }),
  silent('DEST-UNREACHABLE', 'an external method counts', {
    more: [phone, guest],
    methods: { 'b5d1c0de-0000-4000-8000-000000000001': {} },
  }),
  silent('DEST-UNREACHABLE', 'hardware tokens and a pass are no destination, pupils leave', {
    users: [...administrators, { id: 'pupil', methods: ['mobilePhone'] }],
    methods: { HardwareOath: {}, TemporaryAccessPass: {} },
    answers: { populations: { pupils: [{ id: 'pupil' }] } },
  }),
  fires('DEST-UNREACHABLE-PASSKEY', 'off: all staff but the worse off', 'medium', ['ga1', 'ga2'], {
    more: [phone, { ...guest, methods: [] }],
    methods: nothingOffered,
  }),
  fires('DEST-UNREACHABLE-PASSKEY', 'restricted: phone-only staff', 'high', ['phone'], {
    more: [phone, desk],
    methods: { Fido2: { include: ['g'] }, MicrosoftAuthenticator: {} },
    groups: { g: ['desk'] },
  }),
  silent('DEST-UNREACHABLE-PASSKEY', 'for everybody', { more: [phone] }),
];
