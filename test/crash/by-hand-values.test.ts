import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { answerWith, type Junk, type Twist } from '../fixtures/answer-with';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { changeInPortal, doInPortal } from '../fixtures/in-the-portal';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { handKinds, type HandKind } from './every-kind';
import { arrivalsAt } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());

const stepOf = (): Step => bench.plan.steps.at(-1) ?? bench.plan.steps[0]!;
const all = () => bench.rollout.entries(0, 100_000);
const own = () => all().filter((entry) => entry.stepId === bench.stepId);
const status = () => bench.rollout.status().steps.at(-1)?.status;
const sent = async () => (await arrivalsAt(bench.tenant)).length;
const confirm = () =>
  bench.rollout.confirm({ stepId: bench.stepId, evidence: 'Set in the portal.', by: 'Riku' });

/** Up to the step itself, which is left to a person. */
async function open(kind: HandKind): Promise<void> {
  bench = await openKind(kind);
  const before = bench.plan.steps.at(-2);
  if (before === undefined) return;
  expect(await applyTest(bench.rollout, { step: before.id })).toMatchObject({ ok: true });
}

const planned = (): JsonObject => ({ ...stepOf().planned });
const within = (field: string): JsonObject => planned()[field] as JsonObject;

const unheard = 'unknownFutureValue';

/** Set in the portal, or only answered: of two values, and of one that the tenant refuses. */
type Third =
  | { readonly set: () => JsonObject }
  | { readonly answered: Twist }
  /** A person is a member of a group or none: there is no third. */
  | null;

/** What may stand there instead: neither as it was nor as it is planned. */
const thirds: Readonly<Record<HandKind, Third>> = {
  'method.configure': { set: () => ({ ...planned(), state: 'disabled' }) },
  'group.add': null,
  'group.remove': null,
  'migration.state': { answered: (real) => ({ ...real, policyMigrationState: unheard }) },
  'systemPreferred.set': {
    set: () => ({
      systemCredentialPreferences: { ...within('systemCredentialPreferences'), state: 'disabled' },
    }),
  },
  'campaign.set': { set: () => ({ registrationEnforcement: snoozing(9) }) },
  'ca.setState': { set: () => ({ state: 'disabled' }) },
  'ca.exclude': { set: () => ({ conditions: withoutExclusions() }) },
  'securityDefaults.set': { answered: (real) => ({ ...real, isEnabled: unheard }) },
  'perUserMfa.set': { answered: (real) => ({ ...real, perUserMfaState: unheard }) },
  'passkeyOptOut.set': {
    answered: (real) => ({
      ...real,
      optOutSettings: { passkeyDynamicMigration: false, [unheard]: true },
    }),
  },
};

function snoozing(days: number): JsonObject {
  const name = 'authenticationMethodsRegistrationCampaign';
  const campaign = within('registrationEnforcement')[name] as JsonObject;
  return { [name]: { ...campaign, snoozeDurationInDays: days } };
}

function withoutExclusions(): JsonObject {
  const conditions = within('conditions');
  return { ...conditions, users: { ...(conditions['users'] as JsonObject), excludeUsers: [] } };
}

/** What Graph, or something in its place, may answer where the setting was asked for. */
const junk: Readonly<Record<string, Junk>> = {
  'a page of a gateway': { status: 200, body: '<html>Sign in to the network</html>' },
  nothing: { status: 200, body: '' },
  'a list of nothing': { status: 200, body: '[]' },
  'an object that says nothing': { status: 200, body: '{}' },
  'a list of rows that say nothing': { status: 200, body: '{"value":[{},{"id":7},null]}' },
  'an error that came as a success': { status: 200, body: '{"error":{"code":"x"}}' },
  'a refusal': { status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' },
  'a fault': { status: 500, body: '{"error":{"code":"InternalServerError"}}' },
};

const isOfPeople = (kind: HandKind): boolean =>
  ['group.add', 'group.remove', 'perUserMfa.set'].includes(kind);

describe('what stands in the tenant when a person says it is done', { timeout: 120_000 }, () => {
  it.each(handKinds)('%s: as before, or not to be read: nothing is written down', async (kind) => {
    await open(kind);
    const before = await sent();
    const code = isOfPeople(kind) ? 'step/partly-there' : 'step/not-there-yet';
    expect(await confirm()).toMatchObject({ ok: false, failure: { code } });
    await doInPortal(bench.source, stepOf(), all());
    for (const [name, answer] of Object.entries(junk)) {
      const end = answerWith(bench.source, stepOf(), all(), answer);
      const told = await confirm();
      end();
      expect([name, told.ok ? 'done' : told.failure.code]).toEqual([
        name,
        expect.stringMatching(/^graph\/(malformed|refused|busy)$/),
      ]);
      expect([name, own()]).toEqual([name, []]);
    }
    expect(await confirm()).toMatchObject({ ok: true });
    expect(status()).toBe('DONE');
    expect(await sent()).toBe(before);
    expect(bench.rollout.verifyChain()).toEqual({ state: 'intact' });
  });

  const withThird = handKinds.filter((kind) => thirds[kind] !== null);
  it.each(withThird)('%s: something else is drift, until it is as planned', async (kind) => {
    await open(kind);
    const before = await sent();
    const third = thirds[kind];
    let end = (): void => undefined;
    if (third !== null && 'set' in third) {
      await changeInPortal(bench.source, stepOf(), third.set());
    } else if (third !== null) {
      end = answerWith(bench.source, stepOf(), all(), third.answered);
    }
    expect(await confirm()).toMatchObject({ ok: false, failure: { code: 'step/drift' } });
    expect(status()).toBe('DRIFT');
    expect(own().map(({ type }) => type)).toEqual(['preflight', 'drift']);
    // Drift ends the approval, and nobody gets another while it is there.
    expect(await confirm()).toMatchObject({ failure: { code: 'plan/not-approved' } });
    await expect(approveTest(bench.rollout, bench.plan)).rejects.toThrow('step/drift');
    expect(own()).toHaveLength(2);
    end();
    await doInPortal(bench.source, stepOf(), all());
    await approveTest(bench.rollout, bench.plan);
    expect(await confirm()).toMatchObject({ ok: true });
    expect(status()).toBe('DONE');
    expect(await sent()).toBe(before);
  });

  it('perUserMfa.set: who cannot be read keeps nobody else waiting', async () => {
    await open('perUserMfa.set');
    const items = stepOf().items ?? [];
    await doInPortal(bench.source, stepOf(), all());
    const [last] = items.slice(-1);
    const one = { ...stepOf(), items: last === undefined ? [] : [last] };
    const end = answerWith(bench.source, one, all(), { status: 200, body: '{}' });
    const values = { done: String(items.length - 1), total: String(items.length) };
    expect(await confirm()).toMatchObject({ failure: { code: 'step/partly-there', values } });
    expect(await confirm()).toMatchObject({ failure: { code: 'graph/malformed' } });
    end();
    expect(await confirm()).toMatchObject({ ok: true });
    expect(status()).toBe('DONE');
    expect(await sent()).toBe(0);
  });
});
