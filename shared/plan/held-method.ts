/** Registered names (methodsRegistered) that each method configuration governs (findings 2.3). */
const registeredNames: Readonly<Record<string, readonly string[]>> = {
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

/** Whether somebody has registered something this configuration governs; unknown methods: no. */
export function isHeldBy(methods: readonly string[] | null, configurationId: string): boolean {
  return (registeredNames[configurationId] ?? []).some((name) => methods?.includes(name) === true);
}
