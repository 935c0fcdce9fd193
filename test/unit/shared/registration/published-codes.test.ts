import { InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { describe, expect, it } from 'vitest';
import { failure, type FailureCode } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { failureOfNumber } from '../../../../shared/registration/entra-codes';
import { toAuthFailure } from '../../../../src-main/auth/auth-failure';
import { publishedCodes } from './published-codes';

/** What Microsoft's name for a code means for who reads it; the first that fits. */
const meanings: readonly (readonly [RegExp, FailureCode])[] = [
  [/Declined/, 'auth/cancelled'],
  [/^(CertificateValidation|RawCredential)/, 'auth/certificate-refused'],
  [/^Ngc\w*(Key|Signature)/, 'auth/hello-key-refused'],
  [/unmanaged state/, 'auth/app-not-set-up'],
  [/Personal Microsoft|account type/, 'auth/account-kind'],
  [/consent|authorized to grant/i, 'auth/consent-missing'],
  [/NationalCloud/, 'auth/other-cloud'],
  [/session has expired/, 'auth/signed-out'],
  [/^(Expired|BadToken|FreshToken|Session mismatch|ForceReauth)/, 'auth/signed-out'],
  [/SessionNotExist|session not sufficient|refresh token/, 'auth/signed-out'],
  [
    /multifactor registration|[Ss]trong ?[Aa]uth|ExternalSecurity|external controls/,
    'auth/mfa-not-done',
  ],
  [/due to risk on|account risk/, 'auth/risk-blocked'],
  [
    /your browser|device|Workplace|Broker|approved ?app|Intune protection pol/i,
    'auth/device-not-allowed',
  ],
  [/Conditional|SecurityDefaults|policy does|specific locations/, 'auth/blocked-by-policy'],
  [/PassthroughUsers/, 'auth/blocked-by-policy'],
  [/NotAllowed\w*Tenant|tenant restriction/, 'auth/tenant-restricted'],
  [
    /does not exist|has been deleted|User(Account|Unauth)\w*Not(Found|In)|UserAccountNotFound/,
    'auth/account-not-in-tenant',
  ],
  [/Password|password|Locked|UserDisabled/, 'auth/account-stopped'],
  [/EntitlementGrants/, 'auth/app-not-assigned'],
  [/ApplicationDisabled|disabled$/, 'auth/app-disabled'],
  [/AppNotFound|app was not found|App ID|missing service principal/, 'auth/app-not-found'],
  [/reply address|ReplyTo/, 'auth/app-redirect'],
  [/client_secret/, 'auth/app-platform'],
  [/multitenant/, 'auth/app-single-tenant'],
  [/scope/i, 'auth/unknown-scope'],
  [/resource|Misconfigured|not enabled/i, 'auth/app-permissions'],
  [/TenantName|TenantRealm/, 'auth/tenant-not-found'],
  [/Retryable(?!.*IdP)|Unavailable|Unreachable|Throttling/, 'auth/service-busy'],
  [
    /WsFed|IdP|OnPremise|DesktopSso|WindowsIntegrated|IdentityProvider|Saml|signature/,
    'auth/home-sign-in',
  ],
];

const meaningOf = (name: string): FailureCode | undefined =>
  meanings.find(([pattern]) => pattern.test(name))?.[1];

describe('a code that Microsoft publishes and an administrator may meet', () => {
  it.each(publishedCodes)('$number $name', ({ number, name }) => {
    const meaning = meaningOf(name);
    expect(meaning).toBeDefined();
    expect(failureOfNumber(`AADSTS${number}`, false)).toBe(meaning);
  });

  it.each(publishedCodes)('$number is told alike in a silent renewal', ({ number, name }) => {
    const text = `AADSTS${number}: ${name}. Trace ID: x`;
    const [asked, interrupted] = [
      new ServerError('invalid_grant', '', text),
      new InteractionRequiredAuthError('interaction_required', '', text),
    ];
    for (const error of [asked, interrupted]) {
      const inBrowser = toAuthFailure(error, false);
      // A second factor is asked for in the browser: nothing else is to be done about it.
      const isSettled = inBrowser.code === 'auth/mfa-not-done';
      const code = isSettled ? 'auth/signed-out' : inBrowser.code;
      expect(toAuthFailure(error, true).code).toBe(code);
    }
  });
});

it.each([
  ['en', /guest/, /Microsoft Graph/],
  ['ja', /ゲスト/, /Microsoft Graph/],
] as const)(
  'the advice covers a guest’s device and Graph itself, in %s',
  (language, guest, graph) => {
    const values = { code: 'AADSTS1', trace: 't' };
    const adviceOf = (code: FailureCode): string =>
      describeFailure(failure(code, values), language).do;
    expect(adviceOf('auth/device-not-allowed')).toMatch(guest);
    expect(adviceOf('auth/app-disabled')).toMatch(graph);
  },
);
