import { afterEach, describe, expect, it } from 'vitest';
import { portalValues } from '../../../src-renderer/screens/guide-words';
import { setLanguage } from '../../../src-renderer/i18n.svelte';
import type { Choices } from '../../../shared/tenant/choice';
import { guideViews } from '../../fixtures/fake-guide';
import { readScenario } from '../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../fixtures/scenario-snapshot';
import { planScenario } from '../../unit/shared/plan/plans';

const scenarios = ['S01', 'S02', 'S12', 'S14', 'S18'];
const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
/** Settings beside the methods that no scenario changes by itself. */
const asked: Partial<Choices> = {
  systemPreferred: { value: 'enabled', include: 'rolloutGroup', ...signed },
  registrationCampaign: {
    ...{ value: 'enabled', include: ['rolloutGroup'], exclude: [], snoozeDurationInDays: 3 },
    ...signed,
  },
  passkeyOptOut: { value: 'set', ...signed },
};

/** Every row that Guide me shows of a plan. */
function rows(scenario: string, choices: Partial<Choices> = {}) {
  const { plan } = planScenario(scenario, choices);
  const { groups } = scenarioSnapshot(readScenario(scenario)).snapshot;
  return guideViews(plan, groups).flatMap(({ kind, object, called }) =>
    object === null
      ? []
      : portalValues(kind, object, called).map((value) => ({
          kind,
          target: object.target,
          ...value,
        })),
  );
}

afterEach(() => setLanguage('en'));

describe.each(scenarios)('what %s plans', (scenario) => {
  it.each([{}, asked])('is called as in the portal, in both languages', (choices) => {
    const inEnglish = rows(scenario, choices);
    setLanguage('ja');
    const inJapanese = rows(scenario, choices);
    expect(inEnglish.length).toBeGreaterThan(0);
    const nameless = [...inEnglish, ...inJapanese].filter(({ label }) => label === null);
    expect(nameless).toEqual([]);
    // A switch reads as one: none of Graph's own values is left as it is.
    const bare = /^(true|false|null|\[\]|group|any|all_users|enabled|disabled|default)$/;
    const raw = [...inEnglish, ...inJapanese].filter(
      ({ before, after }) => bare.test(before) || bare.test(after),
    );
    expect(raw).toEqual([]);
    expect(inJapanese.filter(({ label }) => !/[ぁ-んァ-ヶ一-龠]/.test(label ?? ''))).toEqual([]);
  });
});

it('covers each setting that a plan can change', () => {
  const kinds = new Set(scenarios.flatMap((one) => rows(one, asked).map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(['campaign.set', 'method.configure', 'passkeyOptOut.set']),
  );
  expect(kinds).toContain('systemPreferred.set');
});

it('names the switch of Microsoft Authenticator and its values by what they are', () => {
  const all = rows('S02');
  expect(all.find(({ path }) => path === 'isSoftwareOathEnabled')).toMatchObject({
    ...{ label: 'Allow use of Microsoft Authenticator OTP', before: 'No', after: 'Yes' },
    ...{ rawBefore: 'false', raw: 'true' },
  });
  setLanguage('ja');
  expect(rows('S02').find(({ path }) => path === 'isSoftwareOathEnabled')).toMatchObject({
    ...{ label: 'Microsoft Authenticator OTP の使用を許可する', before: 'いいえ', after: 'はい' },
  });
});

it('leaves a field it does not know as Graph has it', () => {
  const object = { target: 'Fido2', prior: '{"isNew":false}', planned: '{"isNew":true}' };
  expect(portalValues('method.configure', object, [])).toMatchObject([
    { path: 'isNew', label: null, before: 'false', after: 'true' },
  ]);
});

it('names each group by its name', () => {
  const planned = '{"includeTargets":[{"targetType":"group","id":"g1"},{"id":"created:s03"}]}';
  const called = [
    { id: 'g1', name: 'Board' },
    { id: 'created:s03', name: 'Causeway: methods rollout' },
  ];
  const object = { target: 'Sms', prior: null, planned };
  const shown = portalValues('method.configure', object, called);
  expect(shown.map(({ label, after }) => [label, after])).toEqual([
    ['Include › Board › Type', 'Group'],
    ['Include', 'Board'],
    ['Include', 'Causeway: methods rollout'],
  ]);
});

it.each([
  ['campaign.set', 'registrationEnforcement.authenticationMethodsRegistrationCampaign'],
  ['systemPreferred.set', 'systemCredentialPreferences'],
  ['securityDefaults.set', 'isEnabled'],
  ['ca.setState', 'state'],
])('has a word for what %s takes away as a whole', (kind, path) => {
  const nested = path
    .split('.')
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), path === 'state' ? 'enabled' : null);
  const object = { target: 'x', prior: JSON.stringify(nested), planned: null };
  expect(portalValues(kind, object, [])[0]?.label).not.toBeNull();
});

it('hands over the name of each group that a plan puts in a value', () => {
  const shown = scenarios
    .flatMap((one) => rows(one))
    .filter(({ raw }) => raw.startsWith('created:'));
  expect(shown.length).toBeGreaterThan(0);
  for (const { after } of shown) expect(after).toMatch(/^Causeway: /);
});
