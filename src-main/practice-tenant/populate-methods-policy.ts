import { dayMs } from './clock';
import type { Directory } from './directory';
import { merge, textOf, type JsonObject } from './json';
import { methodConfiguration } from './method-configurations';
import { configurationsOf } from './policy-views';
import { ampMethodIds, type GraphBehaviour, type TenantInput } from './scenario-schema';
import { groupIdOf } from './tenant-ids';

const description =
  'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings';

/** The Authentication methods policy, kept in beta shape; v1.0 is a view of it. */
export function populateMethodsPolicy(
  directory: Directory,
  input: TenantInput,
  asOfMs: number,
): void {
  const { amp } = input;
  const { id: tenantId } = directory.facts;
  const target = (name: string): JsonObject => ({
    id: name === 'all_users' ? name : groupIdOf(tenantId, name),
    targetType: 'group',
  });
  const { systemCredentialPreferences: preferred, registrationCampaign: campaign } = amp;
  const configurations = ampMethodIds
    .filter((id) => id !== 'External' || amp.methods[id] !== undefined)
    .map((id) => methodConfiguration(tenantId, id, amp.methods[id]));
  const policy: JsonObject = {
    id: 'authenticationMethodsPolicy',
    displayName: 'Authentication Methods Policy',
    description,
    lastModifiedDateTime: new Date(asOfMs - 40 * dayMs).toISOString(),
    policyVersion: '1.5',
    reconfirmationInDays: null,
    policyMigrationState: amp.policyMigrationState,
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        snoozeDurationInDays: campaign.snoozeDurationInDays ?? 1,
        enforceRegistrationAfterAllowedSnoozes: true,
        state: campaign.state,
        excludeTargets: campaign.exclude.map(target),
        includeTargets: campaign.include.map((name) => ({
          ...target(name),
          targetedAuthenticationMethod: campaign.targetedMethod,
        })),
      },
    },
    systemCredentialPreferences: {
      state: preferred.state,
      excludeTargets: preferred.exclude === undefined ? [] : [target(preferred.exclude)],
      includeTargets: [target(preferred.include)],
    },
    reportSuspiciousActivitySettings: {
      ...{ state: 'default', voiceReportingCode: 0 },
      includeTarget: { id: 'all_users', targetType: 'group' },
    },
    microsoftAuthenticatorPlatformSettings: null,
    optOutSettings: { ...amp.optOutSettings },
    authenticationMethodConfigurations: configurations,
  };
  directory.place('amp', withUnrecognised(policy, directory.facts.graph.unrecognised));
}

/** The policy as a newer service could send it: types and states nobody here has heard of. */
function withUnrecognised(policy: JsonObject, given: GraphBehaviour['unrecognised']): JsonObject {
  if (given === undefined) return policy;
  const { states = {}, methodConfigurations = [] } = given;
  const configurations = configurationsOf(policy).map((row) => {
    const state = states.methods?.[textOf(row['id']) ?? ''];
    return state === undefined ? row : { ...row, state };
  });
  const more = methodConfigurations.map(({ id, type, state }): JsonObject => ({
    ...{ '@odata.type': `#microsoft.graph.${type}`, id, state: state ?? 'enabled' },
    excludeTargets: [],
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  }));
  const { policyMigrationState, systemCredentialPreferences, registrationCampaign } = states;
  const change: JsonObject = {
    authenticationMethodConfigurations: [...configurations, ...more],
    ...(policyMigrationState === undefined ? {} : { policyMigrationState }),
    ...(systemCredentialPreferences === undefined
      ? {}
      : { systemCredentialPreferences: { state: systemCredentialPreferences } }),
    ...(registrationCampaign === undefined
      ? {}
      : {
          registrationEnforcement: {
            authenticationMethodsRegistrationCampaign: { state: registrationCampaign },
          },
        }),
  };
  return merge(policy, change);
}
