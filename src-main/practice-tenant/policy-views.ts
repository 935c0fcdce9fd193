import type { Call, Version } from './call';
import { hasOptOut, hasQrCode, type PracticeCloud } from './cloud';
import { isObject, listOf, objectOf, textOf, without, type JsonObject } from './json';

const betaOnlyPolicy = [
  ...['systemCredentialPreferences', 'reportSuspiciousActivitySettings'],
  ...['microsoftAuthenticatorPlatformSettings', 'optOutSettings'],
];
export const betaOnlyCampaign = ['enforceRegistrationAfterAllowedSnoozes'];
const betaOnlyConfiguration = ['callerIdNumber', 'isCustomGreetingEnabled'];
const betaOnlyFeature = ['numberMatchingRequiredState', 'companionAppAllowedState'];
const betaOnlyTypes = ['#microsoft.graph.hardwareOathAuthenticationMethodConfiguration'];
const qrCodeType = '#microsoft.graph.qrCodePinAuthenticationMethodConfiguration';

/** Who looks at the policy: which version of Graph, in which cloud, at which address. */
export interface PolicyView {
  readonly version: Version;
  readonly cloud: PracticeCloud;
  /** Service root of the version, e.g. http://127.0.0.1:50123/beta */
  readonly root: string;
}

export function viewOf(call: Call): PolicyView {
  return { version: call.version, cloud: call.directory.facts.cloud, root: call.root };
}

/** Properties of the policy that this view does not show and a PATCH cannot name. */
export function hiddenProperties({ version, cloud }: PolicyView): readonly string[] {
  return [
    ...(version === 'v1.0' ? betaOnlyPolicy : []),
    ...(hasOptOut(cloud) ? [] : ['optOutSettings']),
  ];
}

export function configurationsOf(policy: JsonObject): JsonObject[] {
  return listOf(policy['authenticationMethodConfigurations']).filter(isObject);
}

/** Ids are matched without regard to case (Graph's own pages write them both ways). */
export function findConfiguration(
  policy: JsonObject,
  id: string,
  view: PolicyView,
): JsonObject | undefined {
  const found = configurationsOf(policy).find(
    (row) => textOf(row['id'])?.toLowerCase() === id.toLowerCase(),
  );
  return found !== undefined && isVisible(found, view) ? found : undefined;
}

export function isVisible(configuration: JsonObject, { version, cloud }: PolicyView): boolean {
  const type = textOf(configuration['@odata.type']) ?? '';
  if (type === qrCodeType) return hasQrCode(cloud, version);
  return version === 'beta' || !betaOnlyTypes.includes(type);
}

/** A configuration as this version shows it, with Graph's inner context line. */
export function viewConfiguration(
  configuration: JsonObject,
  { version, root }: PolicyView,
): JsonObject {
  const shown =
    version === 'beta' ? configuration : without(configuration, ...betaOnlyConfiguration);
  const features = shown['featureSettings'];
  const id = textOf(shown['id']) ?? '';
  const type = (textOf(shown['@odata.type']) ?? '').replace('#', '');
  const { includeTargets, ...rest } = shown;
  return {
    ...rest,
    ...(version === 'v1.0' && isObject(features)
      ? { featureSettings: without(features, ...betaOnlyFeature) }
      : {}),
    'includeTargets@odata.context': `${root}/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('${id}')/${type}/includeTargets`,
    includeTargets: includeTargets ?? [],
  };
}

/** The whole policy as this view shows it. */
export function viewPolicy(policy: JsonObject, view: PolicyView): JsonObject {
  const { version, root } = view;
  const shown = without(policy, ...hiddenProperties(view));
  const enforcement = objectOf(shown['registrationEnforcement']);
  const campaign = objectOf(enforcement['authenticationMethodsRegistrationCampaign']);
  return {
    '@odata.context': `${root}/$metadata#authenticationMethodsPolicy`,
    ...without(shown, 'authenticationMethodConfigurations'),
    registrationEnforcement: {
      ...enforcement,
      authenticationMethodsRegistrationCampaign:
        version === 'beta' ? campaign : without(campaign, ...betaOnlyCampaign),
    },
    'authenticationMethodConfigurations@odata.context': `${root}/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations`,
    authenticationMethodConfigurations: configurationsOf(policy)
      .filter((row) => isVisible(row, view))
      .map((row) => viewConfiguration(row, view)),
  };
}

/** Bytes of the beta answer as this server sends it: UTF-8, with its own address in it. */
export function policyBytes(policy: JsonObject, at: PolicyAddress): number {
  const view: PolicyView = { version: 'beta', cloud: at.cloud, root: `${at.origin}/beta` };
  return Buffer.byteLength(JSON.stringify(viewPolicy(policy, view)));
}

export interface PolicyAddress {
  readonly origin: string;
  readonly cloud: PracticeCloud;
}

/**
 * The policy with a description that makes the beta answer this long; undefined: it is longer
 * without any description.
 */
export function padPolicy(
  policy: JsonObject,
  bytes: number,
  at: PolicyAddress,
): JsonObject | undefined {
  const empty = { ...policy, description: '' };
  const missing = bytes - policyBytes(empty, at);
  if (missing < 0) return undefined;
  const given = textOf(policy['description']) ?? '';
  const length = Buffer.byteLength(JSON.stringify(given)) - '""'.length;
  const [text, used] = length <= missing ? [given, length] : ['', 0];
  return { ...policy, description: text + '.'.repeat(missing - used) };
}

export const policyBytesLimit = 20_480;
