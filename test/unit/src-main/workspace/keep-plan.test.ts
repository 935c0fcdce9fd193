import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { planHashOf } from '../../../../shared/plan/plan-file';
import { ok } from '../../../../shared/result';
import { sha256 } from '../../../../src-main/files/sha256';
import { RolloutSession } from '../../../../src-main/workspace/rollout-session';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { planPractice, testId } from '../../../fixtures/run-rollout';

let practice: OpenPractice;
beforeEach(async () => void (practice = await openPractice('S02')));
afterEach(() => practice.close());

function openSession(): RolloutSession {
  return new RolloutSession({
    store: practice.store,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      ...{ showRun: () => undefined, language: () => 'en' as const },
    },
    source: () => practice.source,
    account: () => 'test',
    changed: () => undefined,
  });
}

/** The same for two people: another plan, with a hash of its own. */
function forTwo(plan: Plan): Plan {
  const signed = { reason: 'four eyes', by: 'a@b.example', at: '2026-11-22T08:00:00Z' };
  const choices = { ...plan.choices, approvals: { value: 2 as const, ...signed } };
  const other = { ...plan, choices };
  return { ...other, planHash: planHashOf(other, sha256) };
}

it('takes no plan in place of one a person is just answering for, however close', async () => {
  const plan = await planPractice(practice, 'S02');
  const plans = [plan, forTwo(plan)];
  const session = openSession();
  expect(await session.keep(plan, null)).toEqual({ ok: true, value: undefined });
  for (let ticks = 0; ticks < 24; ticks += 1) {
    const opened = await session.open();
    if (!opened.ok) throw new Error(opened.failure.code);
    const { value: rollout } = opened;
    let [isAnswering, wasCutOff] = [false, false];
    const close = (): void => {
      if (isAnswering) wasCutOff = true;
      realClose();
    };
    const realClose = rollout.close.bind(rollout);
    const confirm = async () => {
      isAnswering = true;
      await new Promise((resolve) => setTimeout(resolve, 5));
      isAnswering = false;
      return ok(undefined);
    };
    Object.assign(rollout, { close, confirm });
    const other = plans.find((one) => one.planHash !== session.plan?.planHash);
    const keeping = session.keep(other ?? plan, null);
    for (let left = ticks; left > 0; left -= 1) await Promise.resolve();
    await Promise.all([keeping, session.confirm('s01', 'done')]);
    expect([ticks, wasCutOff]).toEqual([ticks, false]);
  }
  await session.close();
}, 60_000);
