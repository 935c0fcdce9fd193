import { describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { CloudName } from '../../shared/entra/cloud';
import type { Json, JsonObject } from '../../shared/json';
import { makePlan } from '../../shared/plan/make-plan';
import type { Answers } from '../../shared/tenant/answer';
import { noChoices, type Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { parseSnapshot } from '../../src-main/cli/snapshot-file';
import type { PracticeCloud } from '../../src-main/practice-tenant/cloud';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import { sha256 } from '../../src-main/files/sha256';
import { campaignSeed, isLong } from '../fixtures/campaign';
import { goOn } from '../fixtures/open-practice';
import { readCapture, type RecordedAnswer } from '../fixtures/read-capture';
import { approveTest, driveRollout, openTestRollout, planPractice } from '../fixtures/run-rollout';
import { readScenario } from '../fixtures/scenario-file';
import { watchPractice } from '../fixtures/watched-practice';
import { snapshotText } from '../fixtures/snapshot-text';

const amp = 'policies/authenticationMethodsPolicy';
const { answers } = readScenario('S02').input as unknown as { answers: Answers };
const signed = { reason: 'test', by: 'test', at: '2026-11-22T12:00:00Z' };

function kestrel(cloud: PracticeCloud): ScenarioInput {
  const scenario = structuredClone(loadBuiltInScenario('S02'));
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  scenario.input.tenant.cloud = cloud;
  scenario.input.amp.methods['Sms'] = {
    ...{ state: 'enabled', includeTargets: ['all_users'], isUsableForSignIn: true },
  };
  return scenario;
}

/** Every method that can be on, on: each in the version its cloud has it in. */
const choices: Choices = {
  ...noChoices,
  methods: Object.fromEntries(
    ['HardwareOath', 'QRCodePin', 'SoftwareOath'].map((id) => [
      id,
      { value: 'on' as const, scope: 'all_users', ...signed },
    ]),
  ),
  systemPreferred: { value: 'enabled', include: 'all_users', ...signed },
};

const clouds: readonly (readonly [CloudName, PracticeCloud, RegExp])[] = [
  ['global', 'public', /^$/],
  ['usgov', 'usGov', /QRCodePin$/],
  ['china', 'china', /authenticationMethodsPolicy|\/authentication\//],
];

describe.each(clouds)('%s', { timeout: 300_000 }, (name, cloud, missing) => {
  // Turning off and completing come last: to the end in one cloud, another one with each seed.
  const isWhole = isLong || clouds[campaignSeed % clouds.length]?.[0] === name;
  const until = isWhole ? null : { ring: 1 };
  test('reads, changes and takes back in the version that is there', async () => {
    const practice = await watchPractice('S02', { scenario: kestrel(cloud), lagMs: 0 }, name);
    const plan = await planPractice(practice, 'S02', choices);
    expect(plan.cloud).toBe(name);
    const rollout = await openTestRollout(practice, plan);
    await approveTest(rollout, plan);
    const done = await driveRollout(rollout, practice.source, plan, until);
    expect(done.ok ? 'done' : done.failure).toBe('done');
    await approveTest(rollout, plan, 'rollBack');
    const { signal } = goOn;
    const back = await rollout.rollBack({ toStep: null, signal, onEvent: () => undefined });
    expect(back.ok ? 'back' : back.failure).toBe('back');
    const asked = [...practice.gets, ...practice.writes].map((url) => url.split('?')[0] ?? '');
    await practice.close();
    const v1 = asked.filter((url) => url.startsWith('/v1.0/'));
    expect(v1.filter((url) => missing.test(url))).toEqual([]);
    const written = new Set(practice.writes.map((url) => /\/([A-Za-z]+)$/.exec(url)?.[1]));
    for (const method of ['HardwareOath', 'QRCodePin', 'SoftwareOath']) {
      expect([method, written.has(method)]).toEqual([method, true]);
    }
  });
});

async function captured(): Promise<readonly RecordedAnswer[]> {
  const practice = await watchPractice('S02', { scenario: kestrel('public'), lagMs: 0 });
  const text = await captureTenant(practice.source, {
    ...{ signal: goOn.signal, onProgress: () => undefined, answers },
  });
  await practice.close();
  if (!text.ok) throw new Error(text.failure.code);
  return (JSON.parse(text.value) as { responses: readonly RecordedAnswer[] }).responses;
}

function replay(responses: readonly RecordedAnswer[]): Promise<Snapshot> {
  return readCapture(
    JSON.stringify({
      ...{ schema: 'causeway-capture/1', capturedAt: '2026-11-22T12:00:00Z', cloud: 'global' },
      ...{ tenantId: tenantOf(responses), responses },
    }),
    answers,
  );
}

function tenantOf(responses: readonly RecordedAnswer[]): string {
  const found = responses.find((one) => one.url.startsWith('/v1.0/organization'));
  return (
    (found?.body as { value: { id: string }[] } | undefined)?.value[0]?.id ?? ''
  ).toLowerCase();
}

function change(
  responses: readonly RecordedAnswer[],
  version: 'v1.0' | 'beta',
  to: (answer: RecordedAnswer) => RecordedAnswer | null,
): readonly RecordedAnswer[] {
  return responses.flatMap((one) => (one.url === `/${version}/${amp}` ? (to(one) ?? []) : one));
}

const refused = (one: RecordedAnswer): RecordedAnswer => ({
  ...one,
  status: 403,
  body: { error: { code: 'Authorization_RequestDenied', message: '' } },
});

describe('both versions', () => {
  test('beta alone tells the same as both: it has everything v1.0 has', async () => {
    const all = await captured();
    const both = await replay(all);
    const alone = await replay(change(all, 'v1.0', () => null));
    expect(alone.authenticationMethodsPolicy).toEqual(both.authenticationMethodsPolicy);
    expect([both.betaPolicyUnread, alone.betaPolicyUnread]).toEqual([undefined, undefined]);
    expect(alone.hash).toBe(both.hash);
  });

  test('v1.0 fills what beta leaves out, and adds no method to it', async () => {
    const all = await captured();
    const gaps = change(all, 'beta', (one) => {
      const body = one.body as JsonObject;
      const rows = body['authenticationMethodConfigurations'] as readonly JsonObject[];
      const left = rows
        .filter((row) => row['id'] !== 'Voice')
        .map((row) => {
          const { isSoftwareOathEnabled: _left, ...rest } = row;
          return rest;
        });
      return {
        ...one,
        body: { ...body, policyMigrationState: null, authenticationMethodConfigurations: left },
      };
    });
    const snapshot = await replay(gaps);
    const whole = await replay(all);
    if (snapshot.authenticationMethodsPolicy.kind !== 'read') throw new Error('unread');
    if (whole.authenticationMethodsPolicy.kind !== 'read') throw new Error('unread');
    const { value } = snapshot.authenticationMethodsPolicy;
    const before = whole.authenticationMethodsPolicy.value;
    expect(value.policyMigrationState).toBe(before.policyMigrationState);
    const idOf = (row: { readonly id: string }): string => row.id;
    expect(value.authenticationMethodConfigurations.map(idOf)).toEqual(
      before.authenticationMethodConfigurations.map(idOf).filter((id) => id !== 'Voice'),
    );
    expect(value.authenticationMethodConfigurations).toContainEqual(
      before.authenticationMethodConfigurations.find((row) => row.id === 'MicrosoftAuthenticator'),
    );
  });

  test('v1.0 stands for a beta that refuses; what only beta has is not known', async () => {
    const snapshot = await replay(change(await captured(), 'beta', refused));
    expect(snapshot.authenticationMethodsPolicy.kind).toBe('read');
    expect(snapshot.betaPolicyUnread).toEqual({
      ...{ code: 'refused', status: 403, graphCode: 'Authorization_RequestDenied' },
    });
    expect(parseSnapshot(snapshotText(snapshot), 's.json', sha256).ok).toBe(true);
    const asOf = snapshot.takenAt;
    const done = assess({ snapshot, answers, choices: noChoices, asOf });
    if (!done.ok) throw new Error(done.failure.code);
    const { assessment } = done.value;
    expect(assessment.recommendation.enforcement).not.toBe('notAssessed');
    expect(assessment.unread).toContainEqual({
      ...{ source: 'authenticationMethodsPolicy', reason: 'refused', status: 403 },
    });
    expect(assessment.findings.map((one) => one.code)).not.toContain('PHONE-DEFAULT-PROMPT');
    const input = { snapshot, answers, asOf, madeAt: asOf, appVersion: 'test', sha256 };
    const plan = makePlan({ ...input, choices: noChoices });
    const kinds = plan.ok ? plan.value.steps.map((step) => step.kind) : [];
    expect(kinds).toContain('method.configure');
    expect(kinds.filter((kind) => /systemPreferred|campaign|OptOut/.test(kind))).toEqual([]);
    const blind = makePlan({ ...input, choices });
    expect(blind.ok || blind.failure.code).toBe('plan/snapshot-incomplete');
  });

  test.each<[string, (one: RecordedAnswer) => RecordedAnswer | null, string]>([
    ['junk', (one) => ({ ...one, body: { value: [] } as Json }), 'malformed'],
    ['nothing', () => null, 'notCaptured'],
  ])('v1.0 stands for a beta that answers %s', async (_what, to, reason) => {
    const snapshot = await replay(change(await captured(), 'beta', to));
    expect([snapshot.authenticationMethodsPolicy.kind, snapshot.betaPolicyUnread?.code]).toEqual([
      ...['read', reason],
    ]);
  });

  test('neither: unread, with the reason of beta', async () => {
    const none = change(change(await captured(), 'beta', refused), 'v1.0', () => null);
    const snapshot = await replay(none);
    expect(snapshot.authenticationMethodsPolicy).toMatchObject({
      ...{ kind: 'unread', reason: { code: 'refused' } },
    });
    expect(snapshot.betaPolicyUnread).toBeUndefined();
  });
});
