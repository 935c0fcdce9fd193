import type { Version } from './call';
import { hasQrCode, type PracticeCloud } from './cloud';
import type { UserRecord } from './user-record';
import { guidOf, pickOf } from './ids';
import { textOf, type JsonObject } from './json';

const phoneIds = {
  mobilePhone: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobilePhone: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  officePhone: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
};

const registeredAt = '2023-03-01T09:00:00Z';
const keyModel = 'a25342c0-3cdc-4414-8e46-f4807fca511c';
const iosPasskey = '90a3ccdf-635c-4729-a248-9b709135078f';
const syncedPasskey = 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4';

/** What Graph's `authentication/methods` lists for the names of the registration report. */
export function methodObjects(
  user: UserRecord,
  version: Version,
  cloud: PracticeCloud,
): JsonObject[] {
  const rows = user.methods
    .filter((name) => version === 'beta' || !betaOnlyMethods.includes(name))
    .filter((name) => name !== 'qrCode' || hasQrCode(cloud, version))
    .flatMap((name, i) => {
      if (withoutObject.includes(name)) return [];
      const make = Object.hasOwn(makers, name) ? makers[name] : plain(name);
      return make === undefined ? [] : [make(user, guidOf('method', user.id, name, String(i)))];
    });
  const password: JsonObject = {
    ...{ '@odata.type': type('password'), id: '28c10230-6103-485e-b985-444c60001490' },
    ...{ password: null, createdDateTime: registeredAt },
  };
  return [...(user.property('creationType') === 'Invitation' ? [] : [password]), ...rows];
}

/** Names of the report that are no method of their own. */
const withoutObject = ['securityQuestion', 'password', 'appPassword'];
const betaOnlyMethods = ['hardwareOneTimePasscode', 'microsoftAuthenticatorPasswordless'];

const type = (name: string): string => `#microsoft.graph.${name}AuthenticationMethod`;

export const phoneType = type('phone');

const phone =
  (name: keyof typeof phoneIds, kind: string) =>
  (user: UserRecord): JsonObject => ({
    ...{
      '@odata.type': phoneType,
      id: phoneIds[name],
      phoneType: kind,
      createdDateTime: registeredAt,
    },
    phoneNumber: `+44 7700 9${String(pickOf(99_999, name, user.upn)).padStart(5, '0')}`,
    smsSignInState:
      kind === 'mobile' ? (user.traits.smsSignIn ? 'ready' : 'notEnabled') : 'notSupported',
  });

const passkey =
  (model: string, aaGuid: string, passkeyType: string) =>
  (_: UserRecord, id: string): JsonObject => ({
    ...{ '@odata.type': type('fido2'), id, displayName: model, model, aaGuid, passkeyType },
    ...{ createdDateTime: registeredAt, attestationCertificates: [] },
    attestationLevel: passkeyType === 'synced' ? 'notAttested' : 'attested',
  });

const plain =
  (name: string, more: JsonObject = {}) =>
  (_: UserRecord, id: string): JsonObject => ({
    ...{ '@odata.type': type(name), id, createdDateTime: registeredAt },
    ...more,
  });

const authenticator = {
  displayName: 'Phone',
  deviceTag: 'SoftwareTokenActivated',
  phoneAppVersion: '6.8.0',
};
const securityKey = passkey('Security key', keyModel, 'deviceBound');

const makers: Record<string, (user: UserRecord, id: string) => JsonObject> = {
  mobilePhone: phone('mobilePhone', 'mobile'),
  alternateMobilePhone: phone('alternateMobilePhone', 'alternateMobile'),
  officePhone: phone('officePhone', 'office'),
  microsoftAuthenticatorPush: plain('microsoftAuthenticator', authenticator),
  microsoftAuthenticatorPasswordless: plain('passwordlessMicrosoftAuthenticator', {
    displayName: 'Phone',
  }),
  softwareOneTimePasscode: plain('softwareOath', { secretKey: null }),
  hardwareOneTimePasscode: plain('hardwareOath'),
  fido2: securityKey,
  fido2SecurityKey: securityKey,
  passKeyDeviceBound: securityKey,
  passKeyDeviceBoundAuthenticator: passkey('Microsoft Authenticator', iosPasskey, 'deviceBound'),
  passKeyDeviceBoundWindowsHello: passkey('Windows Hello', keyModel, 'deviceBound'),
  passKeySynced: passkey('Password manager', syncedPasskey, 'synced'),
  windowsHelloForBusiness: plain('windowsHelloForBusiness', {
    ...{ displayName: 'Laptop', keyStrength: 'normal' },
  }),
  macOsSecureEnclaveKey: plain('platformCredential', {
    ...{ displayName: 'Mac', keyStrength: 'normal', platform: 'macOS' },
  }),
  externalAuthMethod: (user, id) => ({
    ...{ '@odata.type': type('external'), id, createdDateTime: registeredAt },
    ...{
      configurationId: guidOf('externalMethod', user.traits.cohort),
      displayName: 'External MFA',
    },
  }),
  email: (user, id) => ({
    ...{ '@odata.type': type('email'), id, createdDateTime: registeredAt },
    emailAddress: `${user.upn.split('@')[0] ?? 'someone'}@mail.example`,
  }),
  temporaryAccessPass: plain('temporaryAccessPass', {
    ...{ temporaryAccessPass: null, startDateTime: registeredAt, lifetimeInMinutes: 60 },
    ...{ isUsableOnce: true, isUsable: true, methodUsabilityReason: 'EnabledByPolicy' },
  }),
  qrCode: plain('qrCodePin'),
};

const namesByType: Record<string, string> = {
  microsoftAuthenticator: 'microsoftAuthenticatorPush',
  passwordlessMicrosoftAuthenticator: 'microsoftAuthenticatorPasswordless',
  softwareOath: 'softwareOneTimePasscode',
  hardwareOath: 'hardwareOneTimePasscode',
  fido2: 'fido2SecurityKey',
  windowsHelloForBusiness: 'windowsHelloForBusiness',
  platformCredential: 'macOsSecureEnclaveKey',
  external: 'externalAuthMethod',
  email: 'email',
  temporaryAccessPass: 'temporaryAccessPass',
  qrCodePin: 'qrCode',
};

/** Names of the report for recorded method objects; types without a name are left out. */
export function methodNamesOf(rows: readonly JsonObject[]): string[] {
  return rows.flatMap((row) => {
    const kind = (textOf(row['@odata.type']) ?? '').replace(
      /^#microsoft\.graph\.|AuthenticationMethod$/g,
      '',
    );
    if (kind === 'phone') {
      const name = Object.entries(phoneIds).find(([, id]) => id === row['id'])?.[0];
      return name ?? 'mobilePhone';
    }
    return namesByType[kind] ?? [];
  });
}
