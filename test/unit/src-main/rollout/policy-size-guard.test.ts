import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { kindRefusal } from '../../../../src-main/rollout/kind-refusals';

/** Why a step may not write a policy that is so large before; null: it may. */
async function refusalOf(
  kind: Step['kind'],
  planned: JsonObject,
  policyBytes: number,
  direction: 'forward' | 'back' = 'forward',
): Promise<string | null> {
  const step = {
    ...{ id: 's01', kind, purpose: 'registrationCampaign', owned: [], prior: null, planned },
    ...{ target: { type: 'policy', id: 'Fido2', name: '' }, reverse: { kind: 'leave' } },
  };
  const policy = {
    policyMigrationState: 'migrationInProgress',
    authenticationMethodConfigurations: [],
  };
  const refused = await kindRefusal({
    engine: {
      plan: { steps: [], choices: {} },
      refs: { created: () => null, evidence: () => null },
    },
    motion: { step, direction },
    fresh: {
      image: { policy, securityDefaults: false, conditionalAccess: [] },
      snapshot: { policyBytes },
    },
  } as never);
  return refused === null ? null : refused.code;
}

it.each<readonly [Step['kind'], JsonObject]>([
  [
    'campaign.set',
    {
      registrationEnforcement: { authenticationMethodsRegistrationCampaign: { state: 'disabled' } },
    },
  ],
  [
    'systemPreferred.set',
    {
      systemCredentialPreferences: {
        includeTargets: [{ id: 'all_users', targetType: 'group' }],
      },
    },
  ],
])('%s is no way around the size of the policy', async (kind, planned) => {
  expect(await refusalOf(kind, planned, 20_000)).toBe('guardrail/size');
  expect(await refusalOf(kind, planned, 19_000)).toBeNull();
  expect(await refusalOf(kind, planned, 20_000, 'back')).toBeNull();
});
