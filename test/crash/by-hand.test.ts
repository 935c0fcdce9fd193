import { afterEach, describe, expect, it } from 'vitest';
import { senderOf } from '../../src-main/rollout/apply-step';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { doInPortal } from '../fixtures/in-the-portal';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { handKinds, type WriteKind } from './every-kind';
import { arrivalsAt } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());

const evidence = 'Set in the Entra admin center, ticket 4711.';
const stepOf = () => bench.plan.steps.at(-1) ?? bench.plan.steps[0]!;
const status = () => bench.rollout.status().steps.at(-1);
const all = () => bench.rollout.entries(0, 100_000);
const confirm = () => bench.rollout.confirm({ stepId: bench.stepId, evidence, by: 'Riku' });
const sent = async () => (await arrivalsAt(bench.tenant)).length;

/** Up to the step itself, which is left to a person. */
async function open(kind: WriteKind): Promise<void> {
  bench = await openKind(kind);
  const before = bench.plan.steps.at(-2);
  if (before === undefined) return;
  expect(await applyTest(bench.rollout, { step: before.id })).toMatchObject({ ok: true });
}

const people: readonly WriteKind[] = ['group.add', 'group.remove', 'perUserMfa.set'];

describe('a step that a person does in the portal', { timeout: 120_000 }, () => {
  it.each(handKinds)('%s: is done once it is there, and nothing was sent', async (kind) => {
    await open(kind);
    const before = await sent();
    const notYet = await confirm();
    const isOfPeople = people.includes(kind);
    expect(notYet).toMatchObject({
      ok: false,
      failure: { code: isOfPeople ? 'step/partly-there' : 'step/not-there-yet' },
    });
    expect(all().filter((entry) => entry.stepId === bench.stepId)).toEqual([]);
    await doInPortal(bench.source, stepOf(), all());
    expect(await confirm()).toMatchObject({ ok: true });
    expect(status()).toMatchObject({ status: 'DONE' });
    const types = bench.entries().map(({ type }) => type);
    expect(types).not.toContain('sent');
    expect(types.slice(-2)).toEqual(['verified', 'done']);
    const word = bench.entries().find(({ type }) => type === 'evidence');
    expect(word?.body).toMatchObject({ how: 'byHand', text: evidence, by: 'Riku' });
    expect(await sent()).toBe(before);
    expect(bench.rollout.verifyChain()).toEqual({ state: 'intact' });
  });

  it.each(handKinds)('%s: is taken back like any other', async (kind) => {
    await open(kind);
    await doInPortal(bench.source, stepOf(), all());
    expect(await confirm()).toMatchObject({ ok: true });
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    const before = await sent();
    const back = { toStep: bench.plan.steps.at(-2)?.id ?? null, signal: goOn.signal };
    expect(await bench.rollout.rollBack({ ...back, onEvent: () => undefined })).toMatchObject({
      ok: true,
    });
    expect(status()).toMatchObject({ status: 'ROLLED_BACK' });
    expect(await sent()).toBeGreaterThan(before);
    const last = bench.entries().findLast(({ type }) => type === 'done');
    expect(last?.body).not.toHaveProperty('why');
  });

  it.each(people)('%s: those who are there are done, the others are counted', async (kind) => {
    await open(kind);
    const items = stepOf().items ?? [];
    const [some, rest] = [items.slice(0, 12), items.slice(12)];
    expect(rest.length).toBeGreaterThan(1);
    await doInPortal(bench.source, stepOf(), all(), some);
    const values = { done: '12', total: String(items.length) };
    const partly = { ok: false, failure: { code: 'step/partly-there', values } };
    expect(await confirm()).toMatchObject(partly);
    expect(status()).toMatchObject({ status: 'PAUSED', items: { done: 12 } });
    const seen = all().length;
    expect(await confirm()).toMatchObject(partly);
    expect(all()).toHaveLength(seen);
    await doInPortal(bench.source, stepOf(), all(), rest);
    expect(await confirm()).toMatchObject({ ok: true });
    expect(status()).toMatchObject({ status: 'DONE', items: { done: items.length } });
  });

  it('leaves the rest of its people to the app, if a person says so', async () => {
    await open('perUserMfa.set');
    const items = stepOf().items ?? [];
    await doInPortal(bench.source, stepOf(), all(), items.slice(0, 12));
    expect((await confirm()).ok).toBe(false);
    const before = await sent();
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await sent()).toBe(before + items.length - 12);
  });

  it.each(['group.create', 'ca.create'] as const)('%s: is the app’s alone', async (kind) => {
    await open(kind);
    expect(await confirm()).toMatchObject({
      failure: { code: 'guardrail/refused', values: { expected: 'stepByHand' } },
    });
    expect(all().filter((entry) => entry.stepId === bench.stepId)).toEqual([]);
  });

  it('has a sender that sends nothing', async () => {
    await open('ca.setState');
    const [step, before] = [stepOf(), await sent()];
    const motion = { step, direction: 'forward', byHand: { text: evidence, by: 'Riku' } } as const;
    const sender = senderOf({ graph: bench.source.graph, clock: bench.source.clock }, motion);
    const request = {
      ...({ method: 'PATCH', version: 'v1.0', itemIds: [] } as const),
      path: `/identity/conditionalAccess/policies/${step.target.id}`,
      body: { ...step.planned },
    };
    const refused = { kind: 'notSent', failure: { code: 'guardrail/refused' } };
    expect(await sender.one(request, 'id', null)).toMatchObject(refused);
    expect(await sender.batch([request], 'id', bench.source.clock.now())).toMatchObject(refused);
    expect(await sent()).toBe(before);
  });
});
