import { allOn, notEvaluated, unknownFires, unreadBecause, type FindingCase } from './case';
import { emergency, tenant, type Options } from './case';

const one = (id: string): Options => ({ more: [{ id, methods: ['mobilePhone'] }] });
const refused = unreadBecause('refused', 403);
const optOutUnknown = { policy: { optOutSettings: null } };
const lists = { legacyMfa: { verificationOptions: allOn } };

/** Questions nobody has answered: not reported as none (answers.md 2). */
export const unknownAnswerCases: readonly FindingCase[] = [
  notEvaluated('SSPR-MFA-MISMATCH', 'the second list not answered', 'answers.sspr.methods', {
    methods: { Fido2: {} },
    answers: { ...lists, sspr: { scope: 'all' } },
  }),
  notEvaluated(
    'SSPR-MFA-MISMATCH',
    'the first list not answered',
    'answers.legacyMfa.verificationOptions',
    {
      methods: { Fido2: {} },
      answers: { sspr: { scope: 'all', methods: ['mobilePhone'] } },
    },
  ),
  notEvaluated(
    'SSPR-TWO-METHODS-STAYS',
    'the number not answered',
    'answers.sspr.methodsRequired',
    { answers: { sspr: { scope: 'all' } } },
  ),
  notEvaluated('SMS-ALL-USERS-SCOPE', 'pupils not answered', 'answers.populations.pupils', {
    ...one('pupil'),
    methods: { Sms: {}, Fido2: {} },
  }),
  notEvaluated(
    'STUDENT-EXCLUDE-FROM-CAMPAIGN',
    'pupils not answered',
    'answers.populations.pupils',
    {
      ...one('pupil'),
      policy: {
        registrationEnforcement: {
          authenticationMethodsRegistrationCampaign: {
            state: 'enabled',
            includeTargets: [{ id: 'all_users', targetType: 'group' }],
            excludeTargets: [],
          },
        },
      },
    },
  ),
  notEvaluated('OPTOUT-SET', 'neither said nor answered', 'answers.passkeyOptOut', optOutUnknown),
  notEvaluated('OPTOUT-EXPIRES', 'neither said nor answered', 'answers.passkeyOptOut', {
    ...optOutUnknown,
    answers: { telephony: { needs: [{ accounts: [{ id: 'ga1' }], reason: 'gloves' }] } },
  }),
  unknownFires('ROLLBACK-LIMIT', 'not answered counts as cannot', 'info', tenant, {
    policy: { policyMigrationState: 'migrationComplete' },
    answers: { history: { startedIn: null } },
  }),
  notEvaluated(
    'NATIVE-BACKUP-AVAILABLE',
    'not answered',
    'answers.history.nativeBackupSnapshots',
    {},
  ),
  notEvaluated(
    'TELECOM-PROVIDER-CANDIDATE',
    'needs not answered',
    'answers.telephony.needs',
    one('phone'),
  ),
  notEvaluated('FRONTLINE-NO-PHONE', 'not answered', 'answers.populations.frontline', {
    more: [{ id: 'crew', methods: [] }],
  }),
  notEvaluated(
    'SHARED-MAILBOX-SIGNIN',
    'not answered',
    'answers.accounts.sharedMailboxes',
    one('info'),
  ),
  notEvaluated('RESOURCE-ACCOUNT', 'not answered', 'answers.accounts.roomMailboxes', one('room')),
  notEvaluated(
    'SERVICE-ACCOUNT-USER-MFA',
    'not answered',
    'answers.accounts.serviceAccounts',
    one('robot'),
  ),
  notEvaluated('SHARED-ACCOUNT', 'not answered', 'answers.accounts.sharedAccounts', one('till')),
  notEvaluated('ROPC-RISK', 'sign-ins not read and nobody named', 'answers.accounts.ropcAccounts', {
    ...one('robot'),
    snapshot: { signIns: refused },
  }),
  notEvaluated(
    'APP-PASSWORD-RISK',
    'allowed, users not answered',
    'answers.appPasswords.accounts',
    { ...one('robot'), answers: { legacyMfa: { appPasswordsAllowed: true } } },
  ),
  notEvaluated('NPS-DEPENDENCY', 'a hint is no answer', 'answers.infrastructure.npsExtension', {
    ...one('vpn'),
    snapshot: {
      signIns: {
        kind: 'read',
        value: [
          {
            id: 's',
            userId: 'vpn',
            createdDateTime: '2026-11-20T00:00:00Z',
            appId: '981f26a1-7f43-403b-a875-f8b09b8cd720',
            clientAppUsed: 'Browser',
            authenticationProtocol: 'none',
          },
        ],
      },
    },
  }),
  notEvaluated(
    'NPS-DEPENDENCY',
    'present, nobody named and nobody seen',
    'answers.infrastructure.npsExtension.users',
    { answers: { infrastructure: { npsExtension: { present: true } } } },
  ),
  notEvaluated(
    'NPS-MSCHAPV2-LIMIT',
    'clients not answered',
    'answers.infrastructure.npsExtension.radiusClients',
    { answers: { infrastructure: { npsExtension: { present: true } } } },
  ),
  notEvaluated(
    'NPS-MSCHAPV2-LIMIT',
    'the extension not answered',
    'answers.infrastructure.npsExtension',
    {},
  ),
  notEvaluated(
    'FEDERATED-INTRANET-BYPASS',
    'not answered',
    'answers.legacyMfa.skipFederatedIntranet',
    {},
  ),
  notEvaluated('TRUSTED-IP-DECISION', 'not answered', 'answers.legacyMfa.trustedIps', {}),
  notEvaluated('REMEMBER-MFA-DECISION', 'not answered', 'answers.legacyMfa.rememberMfa', {}),
  notEvaluated('OPERATOR-AT-RISK', 'nobody signed in', 'signedInAccount', {
    users: emergency().users,
    snapshot: { signedInUserId: null },
  }),
];
