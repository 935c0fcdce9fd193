import { badRequest, refuse, type Answer } from './answer';
import { param, type Call } from './call';
import { isGuid } from './ids';
import { isObject, listOf, merge, objectOf, textOf, type Json, type JsonObject } from './json';
import {
  betaOnlyCampaign,
  configurationsOf,
  findConfiguration,
  hiddenProperties,
  policyBytes,
  policyBytesLimit,
  viewOf,
} from './policy-views';

type Changed = { policy: JsonObject } | Answer;

const writable = [
  ...['registrationEnforcement', 'systemCredentialPreferences', 'policyMigrationState'],
  ...['reportSuspiciousActivitySettings', 'microsoftAuthenticatorPlatformSettings'],
  ...['optOutSettings', 'reconfirmationInDays'],
];
const migrationStates = ['preMigration', 'migrationInProgress', 'migrationComplete'];
const threeStates = ['default', 'enabled', 'disabled'];

/** Applies a PATCH to the policy: known properties only, lists replaced whole, rules checked. */
export function changePolicy(call: Call): Changed {
  const { body } = call;
  if (!isObject(body)) return badRequest('A JSON object is required.');
  const policy = call.directory.truth('amp');
  const hidden = hiddenProperties(viewOf(call));
  for (const name of Object.keys(body)) {
    if (name.startsWith('@odata')) continue;
    if (hidden.includes(name) || !writable.includes(name)) {
      return unknownProperty(name, 'authenticationMethodsPolicy');
    }
  }
  const refusal =
    refuseMigration(call, body['policyMigrationState']) ??
    refuseCampaign(call, body['registrationEnforcement']) ??
    refusePreferences(body['systemCredentialPreferences']) ??
    refuseOptOut(body['optOutSettings']);
  if (refusal !== undefined) return refusal;
  const change = Object.fromEntries(Object.entries(body).filter(([key]) => !key.startsWith('@')));
  return withinSize(call, merge(policy, change));
}

/** Applies a PATCH to one configuration; without `@odata.type` the service cannot tell which it is. */
export function changeConfiguration(call: Call): Changed {
  const { body } = call;
  const policy = call.directory.truth('amp');
  const row = findConfiguration(policy, param(call, 'id'), viewOf(call));
  if (row === undefined) {
    return refuse(404, 'ResourceNotFound', `No configuration '${param(call, 'id')}'.`);
  }
  if (!isObject(body)) return badRequest('A JSON object is required.');
  const type = textOf(body['@odata.type']);
  if (type === undefined) return badRequest('The @odata.type of the configuration is missing.');
  if (type !== row['@odata.type']) return badRequest(`'${type}' does not fit this configuration.`);
  const change: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@odata') || name === 'id') continue;
    const known = row[name];
    if (known === undefined) return unknownProperty(name, type.replace('#microsoft.graph.', ''));
    // The documented example sends a boolean as text.
    const isText = typeof known === 'boolean' && (value === 'true' || value === 'false');
    change[name] = isText ? value === 'true' : value;
  }
  const refusal = refuseConfiguration(merge(row, change), change);
  if (refusal !== undefined) return refusal;
  return withinSize(call, replace(policy, row, merge(row, change)));
}

/** POST adds an external method; every other configuration exists once and for all. */
export function externalConfiguration(
  call: Call,
): { policy: JsonObject; added: JsonObject } | Answer {
  const type = '#microsoft.graph.externalAuthenticationMethodConfiguration';
  if (!isObject(call.body) || call.body['@odata.type'] !== type) {
    return badRequest('Only external authentication methods can be created.');
  }
  const added: JsonObject = {
    ...{ '@odata.type': type, id: call.directory.newId('externalMethod'), state: 'disabled' },
    ...{ displayName: '', appId: '', openIdConnectSetting: {} },
    ...{ excludeTargets: [], includeTargets: [] },
    ...call.body,
  };
  const policy = call.directory.truth('amp');
  const all = [...configurationsOf(policy), added];
  const sized = withinSize(call, { ...policy, authenticationMethodConfigurations: all });
  return 'status' in sized ? sized : { policy: sized.policy, added };
}

function replace(policy: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const all = configurationsOf(policy).map((row) => (row === before ? after : row));
  return { ...policy, authenticationMethodConfigurations: all };
}

function withinSize(call: Call, policy: JsonObject): Changed {
  if (
    policyBytes(policy, { origin: call.origin, cloud: call.directory.facts.cloud }) <=
    policyBytesLimit
  )
    return { policy };
  return badRequest('The policy exceeds the maximum size of 20 KB.');
}

function unknownProperty(name: string, type: string): Answer {
  return badRequest(`The property '${name}' does not exist on type 'microsoft.graph.${type}'.`);
}

/** Back to preMigration only where the tenant started there; an unset state cannot be set. */
function refuseMigration(call: Call, wanted: Json | undefined): Answer | undefined {
  if (wanted === undefined) return undefined;
  const text = textOf(wanted) ?? '';
  if (!migrationStates.includes(text)) return badRequest('Invalid policyMigrationState.');
  const { facts } = call.directory;
  const current = call.directory.truth('amp')['policyMigrationState'];
  if (current === null) return badRequest('policyMigrationState cannot be set in this tenant.');
  if (text === 'preMigration' && current !== text && facts.startedIn !== 'preMigration') {
    return badRequest('policyMigrationState cannot be set back to preMigration.');
  }
  return undefined;
}

function refuseCampaign(call: Call, enforcement: Json | undefined): Answer | undefined {
  if (enforcement === undefined) return undefined;
  const campaign = objectOf(objectOf(enforcement)['authenticationMethodsRegistrationCampaign']);
  if (call.version === 'v1.0') {
    const hidden = betaOnlyCampaign.find((name) => name in campaign);
    if (hidden !== undefined) {
      return unknownProperty(hidden, 'authenticationMethodsRegistrationCampaign');
    }
  }
  const { state, snoozeDurationInDays: days } = campaign;
  if (state !== undefined && !threeStates.includes(textOf(state) ?? '')) {
    return badRequest('Invalid state of the registration campaign.');
  }
  if (days !== undefined && (typeof days !== 'number' || !(days >= 0 && days <= 14))) {
    return badRequest('snoozeDurationInDays must be between 0 and 14.');
  }
  const targets = listOf(campaign['includeTargets']);
  const methods = new Set(targets.map((t) => objectOf(t)['targetedAuthenticationMethod']));
  if (methods.size > 1) return badRequest('A campaign can target one authentication method only.');
  const [method] = methods;
  if (methods.size === 1 && method !== 'fido2' && method !== 'microsoftAuthenticator') {
    return badRequest('Invalid targetedAuthenticationMethod.');
  }
  return refuseTargets([...targets, ...listOf(campaign['excludeTargets'])]);
}

/** Exactly one include and at most one exclude group (system-preferred authentication page). */
function refusePreferences(given: Json | undefined): Answer | undefined {
  if (given === undefined) return undefined;
  const wanted = objectOf(given);
  if ('state' in wanted && !threeStates.includes(textOf(wanted['state']) ?? '')) {
    return badRequest('Invalid state of systemCredentialPreferences.');
  }
  const [include, exclude] = [listOf(wanted['includeTargets']), listOf(wanted['excludeTargets'])];
  if (include.length > 1) return badRequest('Only one include target is allowed.');
  if ('includeTargets' in wanted && include.length === 0) {
    return badRequest('One include target is required.');
  }
  if (exclude.length > 1) return badRequest('Only one exclude target is allowed.');
  return refuseTargets([...include, ...exclude]);
}

function refuseOptOut(given: Json | undefined): Answer | undefined {
  if (given === undefined) return undefined;
  return typeof objectOf(given)['passkeyDynamicMigration'] === 'boolean'
    ? undefined
    : badRequest('passkeyDynamicMigration must be true or false.');
}

function refuseConfiguration(after: JsonObject, change: JsonObject): Answer | undefined {
  if (after['state'] !== 'enabled' && after['state'] !== 'disabled') {
    return badRequest('Invalid state.');
  }
  const otp = after['allowExternalIdToUseEmailOtp'];
  if (otp === 'enabled' && after['state'] === 'disabled') {
    return badRequest('Email cannot be disabled while external users may use email OTP.');
  }
  for (const name of ['includeTargets', 'excludeTargets']) {
    if (!(name in change)) continue;
    if (!Array.isArray(change[name])) return badRequest(`${name} must be a list.`);
  }
  return refuseTargets([...listOf(change['includeTargets']), ...listOf(change['excludeTargets'])]);
}

const targetTypes = ['group', 'user', 'administrativeUnit', 'role'];

function refuseTargets(targets: Json[]): Answer | undefined {
  for (const target of targets) {
    const { id, targetType } = objectOf(target);
    const text = textOf(id) ?? '';
    if (text !== 'all_users' && !isGuid(text)) return badRequest(`Invalid target id '${text}'.`);
    if (!targetTypes.includes(textOf(targetType) ?? '')) return badRequest('Invalid targetType.');
  }
  return undefined;
}
