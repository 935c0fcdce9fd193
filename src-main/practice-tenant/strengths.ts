import type { JsonObject } from './json';

const at = '2021-12-01T00:00:00Z';
const resistant = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const passwordless = [...resistant, 'deviceBasedPush'];
const multifactor = [
  ...passwordless,
  ...['temporaryAccessPassOneTime', 'temporaryAccessPassMultiUse'],
  ...['password,microsoftAuthenticatorPush', 'password,softwareOath', 'password,hardwareOath'],
  ...['password,x509CertificateSingleFactor', 'password,x509CertificateMultiFactor'],
  ...['password,sms', 'password,voice', 'federatedMultiFactor'],
  ...['microsoftAuthenticatorPush,federatedSingleFactor', 'softwareOath,federatedSingleFactor'],
  ...['hardwareOath,federatedSingleFactor', 'sms,federatedSingleFactor'],
  'voice,federatedSingleFactor',
];

const strength = (
  digit: number,
  displayName: string,
  description: string,
  allowedCombinations: string[],
): JsonObject => ({
  ...{
    id: `00000000-0000-0000-0000-00000000000${digit}`,
    createdDateTime: at,
    modifiedDateTime: at,
  },
  ...{ displayName, description, policyType: 'builtIn', requirementsSatisfied: 'mfa' },
  ...{ allowedCombinations, combinationConfigurations: [] },
});

/** The three built-in authentication strengths (graph/examples/authentication-strengths-list). */
export const builtInStrengths: JsonObject[] = [
  strength(
    2,
    'Multifactor authentication',
    'Combinations of methods that satisfy strong authentication, such as a password + SMS',
    multifactor,
  ),
  strength(
    3,
    'Passwordless MFA',
    'Passwordless methods that satisfy strong authentication, such as Passwordless sign-in with the Microsoft Authenticator',
    passwordless,
  ),
  strength(
    4,
    'Phishing resistant MFA',
    'Phishing resistant, Passwordless methods for the strongest authentication, such as a FIDO2 security key',
    resistant,
  ),
];
