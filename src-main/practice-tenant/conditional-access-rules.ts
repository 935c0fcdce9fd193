import { badRequest, type Answer } from './answer';
import { isGuid } from './ids';
import { isObject, listOf, objectOf, textOf, textsOf, type Json, type JsonObject } from './json';
import { builtInStrengths } from './strengths';

const states = ['enabled', 'disabled', 'enabledForReportingButNotEnforced'];
const controls = [
  ...['block', 'mfa', 'compliantDevice', 'domainJoinedDevice', 'approvedApplication'],
  ...['compliantApplication', 'passwordChange', 'riskRemediation'],
];
const clientApps = [
  ...['all', 'browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'easSupported'],
  'other',
];
const properties = [
  ...['@odata.type', '@odata.context', 'id', 'displayName', 'description', 'createdDateTime'],
  ...['modifiedDateTime', 'deletedDateTime', 'state', 'templateId', 'conditions'],
  ...['grantControls', 'sessionControls'],
];

/** The refusal while security defaults are on (graph/examples/error-400-ca-enable-…). */
export const securityDefaultsOn: Answer = badRequest(
  'Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.',
);

/** A policy as Graph shows it: every part present, what was not sent empty or null. */
export function normalizePolicy(
  given: JsonObject,
  made: { id: string; createdAt: string },
): JsonObject {
  return {
    id: made.id,
    templateId: given['templateId'] ?? null,
    displayName: given['displayName'] ?? '',
    createdDateTime: made.createdAt,
    modifiedDateTime: null,
    state: given['state'] ?? 'disabled',
    sessionControls: given['sessionControls'] ?? null,
    conditions: normalizeConditions(objectOf(given['conditions'])),
    grantControls: normalizeGrant(given['grantControls']),
  };
}

/** Members of beta's `conditionalAccessConditionSet` that v1.0 has not (metadata of both). */
export const betaConditions = [
  ...['agentContext', 'agentIdRiskLevels', 'agents', 'deviceStates'],
] as const;

/** What v1.0 has, with what beta has alone where it is given. */
export function normalizeConditions(given: JsonObject): JsonObject {
  const apps = objectOf(given['applications']);
  const users = objectOf(given['users']);
  const texts = (from: JsonObject, ...names: string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, textsOf(from[name])]));
  const places = given['locations'];
  const platforms = given['platforms'];
  const ofBeta = betaConditions.filter((name) => given[name] !== undefined);
  return {
    ...Object.fromEntries(ofBeta.map((name) => [name, given[name] ?? null])),
    userRiskLevels: textsOf(given['userRiskLevels']),
    signInRiskLevels: textsOf(given['signInRiskLevels']),
    clientAppTypes: given['clientAppTypes'] ?? ['all'],
    servicePrincipalRiskLevels: textsOf(given['servicePrincipalRiskLevels']),
    insiderRiskLevels: given['insiderRiskLevels'] ?? null,
    devices: given['devices'] ?? null,
    clientApplications: given['clientApplications'] ?? null,
    authenticationFlows: given['authenticationFlows'] ?? null,
    platforms: isObject(platforms)
      ? texts(platforms, 'includePlatforms', 'excludePlatforms')
      : null,
    locations: isObject(places) ? texts(places, 'includeLocations', 'excludeLocations') : null,
    applications: {
      ...texts(apps, 'includeApplications', 'excludeApplications', 'includeUserActions'),
      ...texts(apps, 'includeAuthenticationContextClassReferences'),
      applicationFilter: apps['applicationFilter'] ?? null,
    },
    users: {
      ...texts(users, 'includeUsers', 'excludeUsers', 'includeGroups', 'excludeGroups'),
      ...texts(users, 'includeRoles', 'excludeRoles'),
      includeGuestsOrExternalUsers: users['includeGuestsOrExternalUsers'] ?? null,
      excludeGuestsOrExternalUsers: users['excludeGuestsOrExternalUsers'] ?? null,
    },
  };
}

export function normalizeGrant(given: Json | undefined): Json {
  if (!isObject(given)) return null;
  const strength = objectOf(given['authenticationStrength']);
  const wanted = textOf(strength['id']);
  return {
    operator: given['operator'] ?? 'OR',
    builtInControls: textsOf(given['builtInControls']),
    customAuthenticationFactors: textsOf(given['customAuthenticationFactors']),
    termsOfUse: textsOf(given['termsOfUse']),
    authenticationStrength: builtInStrengths.find((row) => row['id'] === wanted) ?? null,
  };
}

/** Why Graph would refuse this body; undefined when it would not. */
export function refusePolicy(body: JsonObject, whole: boolean): Answer | undefined {
  const unknown = Object.keys(body).find((key) => !properties.includes(key));
  if (unknown !== undefined) {
    return badRequest(
      `Could not find a property named '${unknown}' on type 'microsoft.graph.conditionalAccessPolicy'.`,
    );
  }
  if (whole && (textOf(body['displayName']) ?? '').trim() === '') {
    return badRequest('1024: Policy display name is required.');
  }
  if ('state' in body || whole) {
    if (!states.includes(textOf(body['state']) ?? '')) return badRequest('1023: Invalid state.');
  }
  if ('conditions' in body || whole) {
    const refusal = refuseConditions(body['conditions']);
    if (refusal !== undefined) return refusal;
  }
  if (isObject(body['grantControls'])) return refuseGrant(body['grantControls']);
  if (whole && !isObject(body['sessionControls'])) {
    return badRequest('1033: A policy needs grant controls or session controls.');
  }
  return undefined;
}

function refuseConditions(given: Json | undefined): Answer | undefined {
  if (!isObject(given)) return badRequest('1007: Policy contains no conditions.');
  const apps = objectOf(given['applications']);
  const named = [
    ...textsOf(apps['includeApplications']),
    ...textsOf(apps['includeUserActions']),
    ...textsOf(apps['includeAuthenticationContextClassReferences']),
  ];
  if (named.length === 0) return badRequest('1011: Policy contains no applications.');
  const types = listOf(given['clientAppTypes'] ?? ['all']);
  if (types.length === 0 || types.some((type) => !clientApps.includes(textOf(type) ?? ''))) {
    return badRequest('1010: Policy contains invalid client app types.');
  }
  const users = objectOf(given['users']);
  const include = ['includeUsers', 'includeGroups', 'includeRoles'].flatMap((name) =>
    textsOf(users[name]),
  );
  if (include.length === 0 && !isObject(users['includeGuestsOrExternalUsers'])) {
    return badRequest('1009: Policy contains no users.');
  }
  const words = ['All', 'None', 'GuestsOrExternalUsers'];
  const ids = ['Users', 'Groups', 'Roles'].flatMap((name) => [
    ...textsOf(users[`include${name}`]),
    ...textsOf(users[`exclude${name}`]),
  ]);
  const wrong = ids.find((id) => !isGuid(id) && !words.includes(id));
  return wrong === undefined ? undefined : badRequest(`1020: Invalid id '${wrong}' in users.`);
}

function refuseGrant(grant: JsonObject): Answer | undefined {
  const built = textsOf(grant['builtInControls']);
  const wrong = built.find((control) => !controls.includes(control));
  if (wrong !== undefined) return badRequest(`1012: Unknown control '${wrong}'.`);
  const strength = grant['authenticationStrength'];
  const others = [
    ...textsOf(grant['termsOfUse']),
    ...textsOf(grant['customAuthenticationFactors']),
  ];
  if (built.length === 0 && !isObject(strength) && others.length === 0) {
    return badRequest('1033: Grant controls are empty.');
  }
  if (built.includes('block') && built.length > 1) {
    return badRequest('1014: Block cannot be combined with other controls.');
  }
  if (!isObject(strength)) return undefined;
  if (built.includes('mfa')) {
    return badRequest('1045: mfa and an authentication strength cannot be in one policy.');
  }
  const id = textOf(strength['id']);
  return builtInStrengths.some((row) => row['id'] === id)
    ? undefined
    : badRequest(`1046: No authentication strength '${id ?? ''}'.`);
}
