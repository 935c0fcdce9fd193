import { allOn, fires, signed, silent, tenant, unreadBecause, type FindingCase } from './case';

const ssprOf = (methods: ('mobilePhone' | 'email' | 'mobileAppCode')[]) =>
  ({ scope: 'all', methods, methodsRequired: 1 }) as const;
const mfaOnlyText = { callToPhone: false, textToPhone: true, appNotification: true } as const;
const mismatch = {
  methods: { MicrosoftAuthenticator: {}, Fido2: {} },
  answers: {
    legacyMfa: { verificationOptions: { ...mfaOnlyText, appCodeOrHardwareToken: true } },
    sspr: ssprOf(['mobilePhone', 'email']),
  },
} as const;
const pupil = { id: 'pupil', methods: ['mobilePhone'] };
const pupils = { populations: { pupils: [{ id: 'pupil' }] } };
const smsForAll = { Sms: {}, Fido2: {} };
const campaign = (state: string, exclude: readonly string[] = []) => ({
  registrationEnforcement: {
    authenticationMethodsRegistrationCampaign: {
      state,
      includeTargets: [{ id: 'all_users', targetType: 'group' }],
      excludeTargets: exclude.map((id) => ({ id, targetType: 'group' })),
    },
  },
});
const guest = { id: 'guest', methods: [], user: { userType: 'Guest', creationType: 'Invitation' } };
const optedOut = { optOutSettings: { passkeyDynamicMigration: true } };
const optOutSetting = ['optOutSettings.passkeyDynamicMigration'];
const usableTargets = {
  methods: {
    Fido2: {},
    Sms: { includeTargets: [{ id: 'all_users', targetType: 'group', isUsableForSignIn: true }] },
  },
};
const prompted = {
  id: 'habit',
  methods: ['mobilePhone', 'microsoftAuthenticatorPush'],
  defaultMethod: 'sms',
};
const promptOff = { systemCredentialPreferences: { state: 'disabled' } };

export const policyCases: readonly FindingCase[] = [
  fires(
    'SSPR-MFA-MISMATCH',
    'exactly one list allows it, policy off',
    'decision',
    ['HardwareOath', 'SoftwareOath', 'Voice'],
    mismatch,
  ),
  fires('SSPR-MFA-MISMATCH', 'a choice leaves the rest', 'decision', ['HardwareOath', 'Voice'], {
    ...mismatch,
    choices: { methods: { SoftwareOath: { value: 'on', ...signed } } },
  }),
  silent('SSPR-MFA-MISMATCH', 'no second list', {
    ...mismatch,
    answers: { ...mismatch.answers, sspr: { scope: 'none', methods: [] } },
  }),
  silent('SSPR-MFA-MISMATCH', 'already complete', {
    ...mismatch,
    policy: { policyMigrationState: 'migrationComplete' },
  }),
  fires('SSPR-TWO-METHODS-STAYS', 'two needed', 'info', tenant, {
    answers: { sspr: { scope: 'selected', group: 'g', methodsRequired: 2 } },
  }),
  fires('SSPR-TWO-METHODS-STAYS', 'the scope is not answered', 'info', tenant, {
    answers: { sspr: { scope: null, methodsRequired: 2 } },
  }),
  silent('SSPR-TWO-METHODS-STAYS', 'password reset not in use', {
    answers: { sspr: { scope: 'none', methodsRequired: 2 } },
  }),
  fires('TRUSTED-IP-DECISION', 'each range', 'decision', ['198.51.100.0/24', '203.0.113.10/32'], {
    answers: { legacyMfa: { trustedIps: ['203.0.113.10/32', '198.51.100.0/24'] } },
  }),
  fires('TRUSTED-IP-DECISION', 'the range without a choice', 'decision', ['198.51.100.0/24'], {
    answers: { legacyMfa: { trustedIps: ['203.0.113.10/32', '198.51.100.0/24'] } },
    choices: { trustedIps: [{ value: 'drop', range: '203.0.113.10/32', ...signed }] },
  }),
  silent('TRUSTED-IP-DECISION', 'answered none', { answers: { legacyMfa: { trustedIps: [] } } }),
  fires('REMEMBER-MFA-DECISION', 'allowed', 'decision', ['legacyMfa.rememberMfa'], {
    answers: { legacyMfa: { rememberMfa: { allowed: true, days: 14 } } },
  }),
  silent('REMEMBER-MFA-DECISION', 'choice recorded', {
    answers: { legacyMfa: { rememberMfa: { allowed: true, days: 14 } } },
    choices: { rememberMfa: { value: 'drop', ...signed } },
  }),
  fires('FEDERATED-INTRANET-BYPASS', 'on', 'high', ['legacyMfa.skipFederatedIntranet'], {
    answers: { legacyMfa: { skipFederatedIntranet: true } },
  }),
  silent('FEDERATED-INTRANET-BYPASS', 'answered off', {
    answers: { legacyMfa: { skipFederatedIntranet: false } },
  }),
  fires('SMS-ALL-USERS-SCOPE', 'pupils in the scope', 'high', ['pupil'], {
    more: [pupil],
    methods: smsForAll,
    answers: pupils,
  }),
  silent('SMS-ALL-USERS-SCOPE', 'pupils excluded', {
    more: [pupil],
    methods: { Sms: { exclude: ['school'] }, Fido2: {} },
    groups: { school: ['pupil'] },
    answers: pupils,
  }),
  fires('STUDENT-EXCLUDE-FROM-CAMPAIGN', 'Microsoft managed', 'high', ['pupil'], {
    more: [pupil],
    policy: campaign('default'),
    answers: pupils,
  }),
  silent('STUDENT-EXCLUDE-FROM-CAMPAIGN', 'excluded', {
    more: [pupil],
    policy: campaign('enabled', ['school']),
    groups: { school: ['pupil'] },
    answers: pupils,
  }),
  silent('STUDENT-EXCLUDE-FROM-CAMPAIGN', 'campaign off', {
    more: [pupil],
    policy: campaign('disabled'),
    answers: pupils,
  }),
  fires('SMS-SIGNIN-ON', 'nobody uses it', 'medium', ['Sms.isUsableForSignIn'], {
    ...usableTargets,
    snapshot: { smsSignInReady: { kind: 'read', value: [] } },
  }),
  fires('SMS-SIGNIN-ON', 'with a partner tenant', 'high', ['Sms.isUsableForSignIn'], {
    ...usableTargets,
    snapshot: {
      crossTenantPartners: { kind: 'read', value: [{ tenantId: 'p', inboundTrust: null }] },
    },
  }),
  fires('SMS-SIGNIN-ON', 'partner tenants not read', 'high', ['Sms.isUsableForSignIn'], {
    ...usableTargets,
    snapshot: { crossTenantPartners: unreadBecause('refused', 403) },
  }),
  silent('SMS-SIGNIN-ON', 'somebody uses it', {
    ...usableTargets,
    snapshot: { smsSignInReady: { kind: 'read', value: ['ga1'] } },
  }),
  silent('SMS-SIGNIN-ON', 'not usable for sign-in', { methods: smsForAll }),
  fires('SMS-SIGNIN-RETIRES', 'ready accounts', 'blocker', ['ga1'], {
    ...usableTargets,
    snapshot: { smsSignInReady: { kind: 'read', value: ['ga1'] } },
  }),
  fires('SMS-SIGNIN-RETIRES', 'who was read, though another was not', 'blocker', ['ga1'], {
    ...usableTargets,
    snapshot: {
      smsSignInReady: { kind: 'read', value: ['ga1'] },
      smsSignInUnread: { ga2: { code: 'refused', status: 403 } },
    },
  }),
  silent('SMS-SIGNIN-RETIRES', 'another cloud', {
    ...usableTargets,
    snapshot: { smsSignInReady: { kind: 'read', value: ['ga1'] }, cloud: 'china' },
  }),
  fires('EMAIL-OTP-EXTERNAL', 'a guest exists', 'info', ['Email.allowExternalIdToUseEmailOtp'], {
    more: [guest],
    methods: { Email: { allowExternalIdToUseEmailOtp: 'enabled' }, Fido2: {} },
  }),
  silent('EMAIL-OTP-EXTERNAL', 'Microsoft managed', {
    more: [guest],
    methods: { Email: { allowExternalIdToUseEmailOtp: 'default' }, Fido2: {} },
  }),
  silent('EMAIL-OTP-EXTERNAL', 'no guest', {
    methods: { Email: { allowExternalIdToUseEmailOtp: 'enabled' }, Fido2: {} },
  }),
  fires('PHONE-DEFAULT-PROMPT', 'asked by phone', 'medium', ['habit'], {
    more: [prompted],
    policy: promptOff,
  }),
  silent('PHONE-DEFAULT-PROMPT', 'system-preferred chooses', { more: [prompted] }),
  silent('PHONE-DEFAULT-PROMPT', 'nothing but the phone', {
    more: [{ ...prompted, methods: ['mobilePhone'] }],
    policy: promptOff,
  }),
  fires('OPTOUT-SET', 'opted out', 'info', optOutSetting, { policy: optedOut }),
  fires('OPTOUT-SET', 'answered, as the policy does not say', 'info', optOutSetting, {
    policy: { optOutSettings: null },
    answers: { passkeyOptOut: true },
  }),
  silent('OPTOUT-SET', 'another cloud', { policy: optedOut, snapshot: { cloud: 'usgovdod' } }),
  fires('OPTOUT-EXPIRES', 'somebody must keep the phone', 'high', optOutSetting, {
    policy: optedOut,
    answers: { telephony: { needs: [{ accounts: [{ id: 'ga1' }], reason: 'gloves' }] } },
  }),
  silent('OPTOUT-EXPIRES', 'nobody must', {
    policy: optedOut,
    answers: { legacyMfa: { verificationOptions: allOn } },
  }),
];
