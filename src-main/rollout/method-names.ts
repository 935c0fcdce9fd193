import { isJsonObject, type Json } from '../../shared/json';

const names: Readonly<Record<string, string>> = {
  emailAuthenticationMethod: 'email',
  externalAuthenticationMethod: 'externalAuthMethod',
  fido2AuthenticationMethod: 'fido2SecurityKey',
  hardwareOathAuthenticationMethod: 'hardwareOneTimePasscode',
  microsoftAuthenticatorAuthenticationMethod: 'microsoftAuthenticatorPush',
  passwordlessMicrosoftAuthenticatorAuthenticationMethod: 'microsoftAuthenticatorPasswordless',
  platformCredentialAuthenticationMethod: 'macOsSecureEnclaveKey',
  qrCodePinAuthenticationMethod: 'qrCode',
  softwareOathAuthenticationMethod: 'softwareOneTimePasscode',
  temporaryAccessPassAuthenticationMethod: 'temporaryAccessPass',
  windowsHelloForBusinessAuthenticationMethod: 'windowsHelloForBusiness',
};

const phoneNames: Readonly<Record<string, string>> = {
  mobile: 'mobilePhone',
  alternateMobile: 'alternateMobilePhone',
  office: 'officePhone',
};

/**
 * The registration report's names for the rows of `users/{id}/authentication/methods`, sorted, each
 * once. The password is left out, as in the report; a type we do not know keeps its own name, so
 * that it counts as unknown and never as safe. Null: not a list of methods, or a phone that does
 * not say which: it is a phone, so that it may not pass for something else.
 */
export function methodNames(body: Json | undefined): readonly string[] | null {
  const rows = wholeList(body);
  if (rows === null) return null;
  const found = new Set<string>();
  for (const row of rows) {
    const type = isJsonObject(row) ? row['@odata.type'] : undefined;
    if (!isJsonObject(row) || typeof type !== 'string') return null;
    const short = type.replace('#microsoft.graph.', '');
    if (short === 'passwordAuthenticationMethod') continue;
    if (short === 'phoneAuthenticationMethod') {
      const phone = row['phoneType'];
      const name = typeof phone === 'string' ? phoneNames[phone] : undefined;
      if (name === undefined) return null;
      found.add(name);
    } else found.add(names[short] ?? short);
  }
  return [...found].sort();
}

/** The rows of a list that came in one piece. Null: no list, or more of it lies elsewhere. */
export function wholeList(body: Json | undefined): readonly Json[] | null {
  if (!isJsonObject(body) || (body['@odata.nextLink'] ?? null) !== null) return null;
  const rows = body['value'];
  return Array.isArray(rows) ? (rows as readonly Json[]) : null;
}
