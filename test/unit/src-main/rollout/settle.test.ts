import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../../shared/json';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;
let create: string;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

const stepOf = (id: string) => rollout.status().steps.find((one) => one.id === id);
const settle = (stepId: string, as: Parameters<Rollout['settle']>[0]['as']) =>
  rollout.settle({ stepId, as, by: 'test' });
const refusal = (expected: string) => ({
  ok: false,
  failure: { code: 'guardrail/refused', values: { expected } },
});

/** S02 up to its first group. */
async function beforeCreate(): Promise<void> {
  practice = await openPractice('S02');
  plan = await planPractice(practice, 'S02');
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const place = plan.steps.findIndex((step) => step.kind === 'group.create');
  create = plan.steps[place]?.id ?? '';
  const before = plan.steps[place - 1]?.id ?? '';
  const ready = await driveRollout(rollout, practice.source, plan, { step: before });
  if (!ready.ok) throw new Error(JSON.stringify(ready.failure));
}

/** The create never arrives. */
async function withLostCreate(): Promise<void> {
  await beforeCreate();
  const action = { kind: 'reset', when: 'before' };
  await act(practice.source, 'faults', {
    rules: [{ method: 'POST', path: '/v1.0/groups', action }],
  });
  const asked = await applyTest(rollout, { step: create });
  expect(asked).toMatchObject({ ok: false, failure: { code: 'step/outcome-unknown' } });
}

/** Somebody made the very group by hand, or another one. */
async function makeGroup(change: Record<string, Json> = {}): Promise<string> {
  const planned = plan.steps.find((step) => step.id === create)?.planned ?? {};
  const made = await practice.source.practice?.external({
    method: 'POST',
    path: '/v1.0/groups',
    body: { ...planned, ...change },
  });
  const body = made?.ok === true ? made.value : null;
  await practice.source.clock.sleep(60_000);
  return isJsonObject(body) && typeof body['id'] === 'string' ? body['id'] : '';
}

describe('a create of which nobody knows whether it arrived', { timeout: 120_000 }, () => {
  it('is not sent again on anybody’s word while it could not be looked for', async () => {
    await beforeCreate();
    const path = '/v1.0/groups';
    const dropped = { method: 'POST', path, action: { kind: 'dropAfterApplying' } };
    await act(practice.source, 'faults', { rules: [dropped] });
    const closed = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    let closing: Promise<Json> | null = null;
    await applyTest(rollout, { step: create }, (event) => {
      if (event.kind !== 'wait') return;
      const rules = [{ method: 'GET', path, times: 10_000, action: closed }];
      closing ??= act(practice.source, 'faults', { rules });
    });
    expect(closing).not.toBeNull();
    expect(stepOf(create)).toMatchObject({ status: 'ASK', answers: ['adopt', 'skip'] });
    const word = { stepId: create, evidence: 'It is not there.', by: 'test' };
    expect(await rollout.confirm(word)).toMatchObject(refusal('lostCreate'));
    expect(stepOf(create)?.status).toBe('ASK');
  });

  it('is nobody’s where two are there that it could have made, before it and after', async () => {
    const doubled = { status: 'ASK', answers: ['adopt', 'skip'] };
    await beforeCreate();
    await makeGroup();
    await makeGroup();
    expect(await applyTest(rollout, { step: create })).toMatchObject({
      failure: { code: 'step/needs-person', values: { why: 'doubled' } },
    });
    expect(stepOf(create)).toMatchObject(doubled);
    rollout.close();
    await practice.close();

    await beforeCreate();
    const action = { kind: 'reset', when: 'before' };
    const rules = [{ method: 'POST', path: '/v1.0/groups', action }];
    await act(practice.source, 'faults', { rules });
    const making: Promise<unknown>[] = [];
    await applyTest(rollout, { step: create }, (event) => {
      // The answer is lost, and meanwhile somebody makes it by hand, twice.
      if (event.kind !== 'entry' || event.entry.type !== 'unknown' || making.length > 0) return;
      making.push(makeGroup(), makeGroup());
    });
    expect(await Promise.all(making)).toHaveLength(2);
    expect(stepOf(create)).toMatchObject(doubled);
    const asked = rollout.entries(0, 10_000).findLast((entry) => entry.type === 'ask');
    expect(asked?.body['why']).toBe('doubled');
  });

  it('takes three answers, and no other step takes any', async () => {
    await withLostCreate();
    expect(stepOf(create)).toMatchObject({
      status: 'ASK',
      answers: ['resend', 'adopt', 'skip'],
      isGoingBack: false,
    });
    const other = plan.steps[0]?.id ?? '';
    expect(stepOf(other)?.answers).toEqual([]);
    expect(await settle(other, { kind: 'resend' })).toMatchObject(refusal('lostCreate'));
    expect(await settle(other, { kind: 'adopt', objectId: create })).toMatchObject(
      refusal('openCreate'),
    );
    expect(await settle(other, { kind: 'skip' })).toMatchObject(refusal('openQuestion'));
    expect(await settle('s999', { kind: 'skip' })).toMatchObject({
      ok: false,
      failure: { code: 'input/unknown-step' },
    });
  });

  it('is sent once more when a person says so, and only once', async () => {
    await withLostCreate();
    expect(await settle(create, { kind: 'resend' })).toEqual({ ok: true, value: undefined });
    expect(await applyTest(rollout, { step: create })).toMatchObject({ ok: true });
    expect(await settle(create, { kind: 'resend' })).toMatchObject(refusal('lostCreate'));
  });

  it('adopts only the object it would have made', async () => {
    await withLostCreate();
    expect(await settle(create, { kind: 'adopt', objectId: 'x' })).toMatchObject(
      refusal('objectId'),
    );
    const gone = '99999999-9999-4999-8999-999999999999';
    expect(await settle(create, { kind: 'adopt', objectId: gone })).toMatchObject({ ok: false });
    const foreign = await makeGroup({ mailNickname: 'somebody-elses', displayName: 'Theirs' });
    expect(foreign).not.toBe('');
    expect(await settle(create, { kind: 'adopt', objectId: foreign })).toMatchObject(
      refusal('ownObject'),
    );
    expect(stepOf(create)?.status).toBe('ASK');
    const own = await makeGroup();
    expect(await settle(create, { kind: 'adopt', objectId: own })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await applyTest(rollout, { step: create })).toMatchObject({ ok: true });
    expect(stepOf(create)?.status).toBe('DONE');
  });

  it('is left when a person says so, and what needs it says that a person is needed', async () => {
    await withLostCreate();
    expect(await settle(create, { kind: 'skip' })).toEqual({ ok: true, value: undefined });
    expect(stepOf(create)?.status).toBe('SKIPPED');
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/needs-person' },
    });
  });
});
