import type { Person } from '../../shared/assess/people';

const names: Readonly<Record<string, readonly string[]>> = {
  Fido2: [
    'fido2',
    'fido2SecurityKey',
    'passKeyDeviceBound',
    'passKeyDeviceBoundAuthenticator',
    'passKeyDeviceBoundWindowsHello',
    'passKeySynced',
  ],
  MicrosoftAuthenticator: ['microsoftAuthenticatorPush', 'microsoftAuthenticatorPasswordless'],
  Sms: ['mobilePhone'],
  Voice: ['mobilePhone', 'alternateMobilePhone', 'officePhone'],
  Email: ['email'],
  SoftwareOath: ['softwareOneTimePasscode'],
  HardwareOath: ['hardwareOneTimePasscode'],
  TemporaryAccessPass: ['temporaryAccessPass'],
  X509Certificate: ['certificate'],
  QRCodePin: ['qrCode'],
};

/** Whether a person has registered something this method configuration governs (findings 2.3). */
export function methodsHeldBy(person: Person, configurationId: string): boolean {
  return (names[configurationId] ?? []).some((name) => person.methods?.includes(name) ?? false);
}
