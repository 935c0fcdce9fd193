import type { Version } from './call';
import { isObject, listOf, objectOf, textOf, without, type JsonObject } from './json';

const betaOnlyPolicy = [
  ...['systemCredentialPreferences', 'reportSuspiciousActivitySettings'],
  ...['microsoftAuthenticatorPlatformSettings', 'optOutSettings'],
];
export const betaOnlyCampaign = ['enforceRegistrationAfterAllowedSnoozes'];
const betaOnlyConfiguration = ['callerIdNumber', 'isCustomGreetingEnabled'];
const betaOnlyFeature = ['numberMatchingRequiredState', 'companionAppAllowedState'];
const betaOnlyTypes = ['#microsoft.graph.hardwareOathAuthenticationMethodConfiguration'];

export function isBetaOnlyPolicyProperty(name: string): boolean {
  return betaOnlyPolicy.includes(name);
}

export function configurationsOf(policy: JsonObject): JsonObject[] {
  return listOf(policy['authenticationMethodConfigurations']).filter(isObject);
}

/** Ids are matched without regard to case (Graph's own pages write them both ways). */
export function findConfiguration(
  policy: JsonObject,
  id: string,
  version: Version,
): JsonObject | undefined {
  const found = configurationsOf(policy).find(
    (row) => textOf(row['id'])?.toLowerCase() === id.toLowerCase(),
  );
  return found !== undefined && isVisible(found, version) ? found : undefined;
}

export function isVisible(configuration: JsonObject, version: Version): boolean {
  return version === 'beta' || !betaOnlyTypes.includes(textOf(configuration['@odata.type']) ?? '');
}

/** A configuration as this version shows it, with Graph's inner context line. */
export function viewConfiguration(
  configuration: JsonObject,
  version: Version,
  root: string,
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

/** The whole policy as this version shows it. `root` is the service root, e.g. http://…/beta. */
export function viewPolicy(policy: JsonObject, version: Version, root: string): JsonObject {
  const shown = version === 'beta' ? policy : without(policy, ...betaOnlyPolicy);
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
      .filter((row) => isVisible(row, version))
      .map((row) => viewConfiguration(row, version, root)),
  };
}

/** Bytes of the beta answer as this server sends it: UTF-8, with its own address in it. */
export function policyBytes(policy: JsonObject, origin: string): number {
  return Buffer.byteLength(JSON.stringify(viewPolicy(policy, 'beta', `${origin}/beta`)));
}

/**
 * The policy with a description that makes the beta answer this long; undefined: it is longer
 * without any description.
 */
export function padPolicy(
  policy: JsonObject,
  bytes: number,
  origin: string,
): JsonObject | undefined {
  const empty = { ...policy, description: '' };
  const missing = bytes - policyBytes(empty, origin);
  if (missing < 0) return undefined;
  const given = textOf(policy['description']) ?? '';
  const length = Buffer.byteLength(JSON.stringify(given)) - '""'.length;
  const [text, used] = length <= missing ? [given, length] : ['', 0];
  return { ...policy, description: text + '.'.repeat(missing - used) };
}

export const policyBytesLimit = 20_480;
