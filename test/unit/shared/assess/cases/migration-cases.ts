import { allOff, allOn, counts, fires, signed, silent, tenant, unreadBecause } from './case';
import type { FindingCase } from './case';

const nothingLegacy = {
  policy: { policyMigrationState: null },
  answers: { legacyMfa: { verificationOptions: allOff } },
} as const;
const phone = { id: 'phone', methods: ['mobilePhone'] };
const token = { id: 'token', methods: ['softwareOneTimePasscode', 'mobilePhone'] };
const authenticatorOnly = { MicrosoftAuthenticator: {}, Fido2: {} };
const complete = { policyMigrationState: 'migrationComplete' };
const enforced = { id: 'pu', methods: ['fido2'], perUserMfa: 'enforced' } as const;

export const migrationCases: readonly FindingCase[] = [
  fires('MIG-STATE-PENDING', 'preMigration', 'high', tenant, {
    policy: { policyMigrationState: 'preMigration' },
  }),
  silent('MIG-STATE-PENDING', 'complete', { policy: complete }),
  fires('MIG-STATE-COMPLETE', 'complete', 'info', tenant, { policy: complete }),
  silent('MIG-STATE-COMPLETE', 'pending', {}),
  fires('MIG-STATE-NULL-OK', 'all options answered off', 'info', tenant, nothingLegacy),
  fires('MIG-STATE-NULL-OK', 'a tenant too young for legacy settings', 'info', tenant, {
    policy: { policyMigrationState: null },
    snapshot: {
      organization: {
        kind: 'read',
        value: {
          id: tenant[0] ?? '',
          displayName: 'Young',
          createdDateTime: '2025-10-01T00:00:00Z',
          onPremisesSyncEnabled: null,
          verifiedDomains: null,
        },
      },
    },
  }),
  silent('MIG-STATE-NULL-OK', 'one option not answered', {
    ...nothingLegacy,
    answers: { legacyMfa: { verificationOptions: { ...allOff, textToPhone: null } } },
  }),
  silent('MIG-STATE-NULL-OK', 'somebody is phone-only', { ...nothingLegacy, more: [phone] }),
  silent('MIG-STATE-NULL-OK', 'a disabled account has per-user MFA', {
    ...nothingLegacy,
    more: [{ ...enforced, user: { accountEnabled: false } }],
  }),
  silent('MIG-STATE-NULL-OK', 'a per-user state is unknown', {
    ...nothingLegacy,
    more: [{ id: 'pu', methods: ['fido2'], perUserMfa: 'unknown' }],
  }),
  silent('MIG-STATE-NULL-OK', 'methods are unknown', {
    ...nothingLegacy,
    more: [{ id: 'dark', methods: null }],
  }),
  silent('MIG-STATE-NULL-OK', 'another cloud', {
    ...nothingLegacy,
    snapshot: { cloud: 'usgov' },
  }),
  fires('MIG-STATE-NULL-OR-PENDING', 'no evidence', 'info', tenant, {
    policy: { policyMigrationState: null },
  }),
  silent('MIG-STATE-NULL-OR-PENDING', 'evidence', nothingLegacy),
  fires('AMP-WOULD-STRAND', 'only the legacy list allows the phone', 'blocker', ['phone'], {
    more: [phone],
  }),
  fires('AMP-WOULD-STRAND', 'the target group was not read', 'blocker', ['app'], {
    more: [{ id: 'app', methods: ['microsoftAuthenticatorPush'] }],
    methods: { MicrosoftAuthenticator: { include: ['g'] }, Fido2: {} },
    snapshot: { groupMembers: { g: unreadBecause('refused', 403) } },
  }),
  silent('AMP-WOULD-STRAND', 'the policy allows text messages', {
    more: [phone],
    methods: { Sms: {}, Fido2: {} },
  }),
  silent('AMP-WOULD-STRAND', 'disabled accounts and unknown methods', {
    more: [
      { ...phone, user: { accountEnabled: false } },
      { id: 'dark', methods: null },
      { id: 'odd', methods: ['somethingNew'] },
    ],
  }),
  fires('METHODS-LOST', 'the same after completion', 'blocker', ['phone'], {
    more: [phone],
    policy: complete,
  }),
  fires('METHODS-LOST', 'and with a null state', 'blocker', ['phone'], {
    more: [phone],
    policy: { policyMigrationState: null },
  }),
  silent('METHODS-LOST', 'while pending', { more: [phone] }),
  fires('OATH-SPLIT', 'codes of another app', 'blocker', ['token'], {
    more: [token],
    methods: authenticatorOnly,
  }),
  silent('OATH-SPLIT', 'codes answered off', {
    more: [token],
    methods: authenticatorOnly,
    answers: {
      legacyMfa: { verificationOptions: { ...allOn, appCodeOrHardwareToken: false } },
    },
  }),
  silent('OATH-SPLIT', 'Authenticator held, codes on', {
    more: [{ id: 'app', methods: ['softwareOneTimePasscode', 'microsoftAuthenticatorPush'] }],
    methods: { MicrosoftAuthenticator: { isSoftwareOathEnabled: true }, Fido2: {} },
  }),
  fires('OFFICE-PHONE', 'nothing but an office phone', 'decision', ['desk'], {
    more: [{ id: 'desk', methods: ['officePhone', 'email'] }],
    methods: { Voice: { isOfficePhoneAllowed: false }, Fido2: {} },
  }),
  silent('OFFICE-PHONE', 'office phones allowed', {
    more: [{ id: 'desk', methods: ['officePhone'] }],
    methods: { Voice: { isOfficePhoneAllowed: true }, Fido2: {} },
  }),
  silent('OFFICE-PHONE', 'choice recorded', {
    more: [{ id: 'desk', methods: ['officePhone'] }],
    choices: { officePhone: { value: 'moveNow', ...signed } },
  }),
  fires('SECQ-STAYS', 'questions registered', 'info', ['quiz'], {
    more: [{ id: 'quiz', methods: ['fido2', 'securityQuestion'] }],
  }),
  silent('SECQ-STAYS', 'none registered', {}),
  fires('AMP-SIZE', 'above 16,384 bytes', 'high', tenant, { snapshot: { policyBytes: 16_385 } }),
  silent('AMP-SIZE', 'at 16,384 bytes', { snapshot: { policyBytes: 16_384 } }),
  fires('PER-USER-NOT-MIGRATED-BY-WIZARD', 'disabled accounts too', 'info', ['gone', 'pu'], {
    policy: complete,
    more: [enforced, { ...enforced, id: 'gone', user: { accountEnabled: false } }],
  }),
  silent('PER-USER-NOT-MIGRATED-BY-WIZARD', 'pending', { more: [enforced] }),
  fires('ROLLBACK-LIMIT', 'not answered counts as cannot', 'info', tenant, { policy: complete }),
  silent('ROLLBACK-LIMIT', 'started in preMigration', {
    policy: complete,
    answers: { history: { startedIn: 'preMigration' } },
  }),
  counts('NATIVE-BACKUP-AVAILABLE', 'one for each date', 'info', 2, {
    answers: { history: { nativeBackupSnapshots: ['2026-11-01', '2026-11-08'] } },
  }),
  silent('NATIVE-BACKUP-AVAILABLE', 'answered none', {
    answers: { history: { nativeBackupSnapshots: [] } },
  }),
];
