import type { Person } from './people';

/** Classes of the strongest registered method, strongest first, as Today's chart shows them. */
export const strengths = [
  'passkey',
  'app',
  'code',
  'external',
  'phone',
  'none',
  'unknown',
] as const;
export type Strength = (typeof strengths)[number];

const classes: readonly (readonly [Strength, readonly string[]])[] = [
  [
    'passkey',
    [
      'fido2',
      'fido2SecurityKey',
      'passKeyDeviceBound',
      'passKeyDeviceBoundAuthenticator',
      'passKeyDeviceBoundWindowsHello',
      'passKeySynced',
      'windowsHelloForBusiness',
      'macOsSecureEnclaveKey',
      'certificate',
    ],
  ],
  ['app', ['microsoftAuthenticatorPush', 'microsoftAuthenticatorPasswordless']],
  ['code', ['softwareOneTimePasscode', 'hardwareOneTimePasscode']],
  ['external', ['externalAuthMethod']],
  ['phone', ['mobilePhone', 'alternateMobilePhone', 'officePhone']],
];

/** The class of the strongest method a person has registered; unread methods are `unknown`. */
export function strongestMethod(person: Pick<Person, 'methods'>): Strength {
  const { methods } = person;
  if (methods === null) return 'unknown';
  const found = classes.find(([, names]) => names.some((name) => methods.includes(name)));
  return found ? found[0] : 'none';
}
