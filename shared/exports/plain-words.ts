import type * as v from 'valibot';
import { readAccess } from '../assess/read-access';
import { methodIds, methodODataTypes } from '../entra/method-configuration';
import { hasMessage } from '../i18n/message-text';
import { snakeCase } from '../i18n/terms';
import { planSchema } from '../plan/plan-schema';

/**
 * Values of Graph's closed lists that policies hold, as its metadata spells them (read 2026-11-22).
 * A word that is missing here is hidden in an export without names: less to read, nothing told.
 */
const graphWords = `
  authenticationMethodsPolicy securityDefaults perUserMfa Microsoft External all_users user group role
  administrativeUnit any push deviceBasedPush allow block deviceBound synced attested notAttested
  registrationOnly fido2 microsoftAuthenticator outlookMobile PrincipalName RFC822Name
  SubjectKeyIdentifier SHA1PublicKey IssuerAndSubject IssuerAndSerialNumber Subject SerialNumber
  userPrincipalName onPremisesUserPrincipalName certificateUserIds low medium high minor moderate
  elevated x509CertificateSingleFactor x509CertificateMultiFactor issuerSubject policyOID
  issuerSubjectAndPolicyOID All None AllTrusted GuestsOrExternalUsers Office365 all browser
  MicrosoftAdminPortals mobileAppsAndDesktopClients exchangeActiveSync easSupported other
  urn:user:registersecurityinfo urn:user:registerdevice AND OR mfa compliantDevice
  domainJoinedDevice approvedApplication compliantApplication passwordChange riskRemediation
  internalGuest b2bCollaborationGuest b2bCollaborationMember b2bDirectConnectUser
  otherExternalUser serviceProvider enumerated timeBased everyTime days hours always never
  primaryAndSecondaryAuthentication secondaryAuthentication mcasConfigured monitorOnly
  blockDownloads strictEnforcement strictLocation android iOS windows windowsPhone macOS linux
  deviceCodeFlow authenticationTransfer unknownFutureValue
  keptAsRead nobodyNeedsIt phoneOnlyNeedIt alwaysOffered legacyListAllows
  notInPolicy choice
`;

interface Parts {
  readonly type?: string;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly wrapped?: unknown;
}

/** Every value of a closed list (literal, picklist) anywhere in a schema. */
function closedWords(schema: unknown, found: Set<string>): Set<string> {
  const parts = schema as Parts;
  if (parts.type === 'literal' && typeof parts.literal === 'string') found.add(parts.literal);
  for (const option of parts.options ?? []) {
    if (typeof option === 'string') found.add(option);
    else if (typeof option === 'object') closedWords(option, found);
  }
  for (const entry of Object.values(parts.entries ?? {})) closedWords(entry, found);
  for (const inner of [parts.item, parts.value, parts.wrapped]) {
    if (typeof inner === 'object') closedWords(inner, found);
  }
  return found;
}

const words: ReadonlySet<string> = new Set([
  ...closedWords(planSchema satisfies v.GenericSchema, new Set()),
  ...methodIds,
  ...Object.values(methodODataTypes),
  ...graphWords.trim().split(/\s+/),
  ...Object.values(readAccess).flatMap(({ scopes, role }) => [...scopes, role]),
]);

const termKinds = ['method', 'configuration', 'migration', 'ca_state', 'proposed'] as const;

/** Instants, small numbers, hashes, ids of objects and references to steps. */
const plainShapes =
  /^(\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?|\d{1,7}|[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|((created|evidence|appeared):)?s\d{2,4})$/i;

/** Objects the product makes carry fixed English names and a marker, nothing of the tenant. */
const ownNames = /^(Causeway: [A-Za-z0-9 ,-]{1,80} )?cw-[0-9a-f]{8}-\d{1,4}$/;

/** The name of an object that a plan of the product makes. */
export function isOwnName(text: string): boolean {
  return ownNames.test(text);
}

/**
 * A text that tells nothing about a tenant or a person: a value of a closed list of ours or of
 * Graph, a key of the catalogue, a date, a number, an id. Everything else counts as a name.
 */
export function isPlainWord(text: string): boolean {
  if (text === '' || words.has(text) || plainShapes.test(text)) return true;
  if (!/^[A-Za-z][\w.]{1,60}$/.test(text)) return false;
  if (/^answers\.[\w.]+$/.test(text) || hasMessage(text)) return true;
  return termKinds.some((kind) => hasMessage(`term_${kind}_${snakeCase(text)}`));
}
