import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import { kindRefusal } from '../../../../src-main/rollout/kind-refusals';

const ask = (method: string, id = 'all_users') => ({
  ...{ id, targetType: 'group', targetedAuthenticationMethod: method },
});

/** What a campaign of this kind is refused for, with the Authenticator on and passkeys off. */
async function refusalOf(
  campaign: JsonObject,
  purpose = 'registrationCampaign',
  direction: 'forward' | 'back' = 'forward',
): Promise<string | null> {
  const authenticationMethodsRegistrationCampaign = {
    ...{ state: 'enabled', snoozeDurationInDays: 1 },
    ...{ includeTargets: [ask('microsoftAuthenticator')], excludeTargets: [] },
    ...campaign,
  };
  const step = {
    ...{ id: 's01', kind: 'campaign.set', purpose, owned: ['registrationEnforcement'] },
    target: { type: 'authenticationMethodsPolicy', id: '', name: '' },
    planned: { registrationEnforcement: { authenticationMethodsRegistrationCampaign } },
    prior: null,
    reverse: { kind: 'leave' },
  };
  const configurations = [
    { id: 'MicrosoftAuthenticator', state: 'enabled' },
    { id: 'Fido2', state: 'disabled' },
  ];
  const image = { policy: { authenticationMethodConfigurations: configurations } };
  const refused = await kindRefusal({
    engine: { refs: { created: new Map(), evidence: new Map() } },
    ...{ motion: { step, direction }, fresh: { image, snapshot: { policyBytes: 1_000 } }, now: 0 },
  } as never);
  return refused === null ? null : (refused.values['expected'] ?? refused.code);
}

it('lets a campaign for a method that is on begin, and any campaign be taken back', async () => {
  expect(await refusalOf({})).toBeNull();
  expect(await refusalOf({ snoozeDurationInDays: 0 })).toBeNull();
  expect(await refusalOf({ snoozeDurationInDays: 14 })).toBeNull();
  const wrong = { snoozeDurationInDays: 15, includeTargets: [ask('fido2')] };
  expect(await refusalOf(wrong, 'registrationCampaign', 'back')).toBeNull();
});

it('refuses a snooze beyond what Graph takes', async () => {
  for (const snoozeDurationInDays of [-1, 15, 1.5, '3']) {
    expect(await refusalOf({ snoozeDurationInDays })).toBe('snoozeDays');
  }
});

it('refuses two methods at once, and one that its targets cannot register', async () => {
  const two = [ask('microsoftAuthenticator'), ask('fido2', 'one')];
  expect(await refusalOf({ includeTargets: two })).toBe('oneCampaignMethod');
  expect(await refusalOf({ includeTargets: [ask('fido2')] })).toBe('campaignMethodOn');
});

it('never holds up that somebody leaves the campaign, or that it ends', async () => {
  const asks = { includeTargets: [ask('fido2')] };
  expect(await refusalOf(asks, 'excludePupils')).toBeNull();
  expect(await refusalOf({ ...asks, state: 'disabled' })).toBeNull();
});
