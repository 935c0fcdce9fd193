import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administersSignIn } from '../../../../shared/entra/directory-role';
import type { FiledApproval, Plan } from '../../../../shared/plan/plan';
import { planHashOf } from '../../../../shared/plan/plan-file';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { sha256 } from '../../../../src-main/files/sha256';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { applyTest, openTestRollout, planPractice } from '../../../fixtures/run-rollout';

const stranger = '11111111-2222-4333-8444-555555555555';
const signed = { reason: 'four eyes', by: 'a@b.example', at: '2026-11-22T08:00:00Z' };

let practice: OpenPractice;
let plan: Plan;
/** Another administrator of the tenant. */
let second: string;
const rollouts: Rollout[] = [];
beforeEach(async () => {
  practice = await openPractice('S02');
  const made = await planPractice(practice, 'S02');
  second = otherAdministrator(made);
  const choices = { ...made.choices, approvals: { value: 2 as const, ...signed } };
  const asked = { ...made, choices };
  plan = { ...asked, planHash: planHashOf(asked, sha256) };
});
afterEach(async () => {
  for (const rollout of rollouts.splice(0)) rollout.close();
  await practice.close();
});

/** The rollout of the plan, for whoever is signed in; `lines`: what somebody wrote into its file. */
async function open(account?: string, lines: readonly FiledApproval[] = []): Promise<Rollout> {
  rollouts.splice(0).forEach((rollout) => rollout.close());
  const source =
    account === undefined ? practice.source : { ...practice.source, signedInUserId: account };
  const filed = { ...plan, envelope: { ...plan.envelope, approvals: lines } };
  expect(planHashOf(filed, sha256)).toBe(plan.planHash);
  const rollout = await openTestRollout({ ...practice, source }, filed);
  rollouts.push(rollout);
  return rollout;
}

const secondYes = (account: string, way: 'apply' | 'rollBack' = 'apply') =>
  ({ planHash: plan.planHash, by: 'Bea', how: 'window', for: way, account }) as const;

/** Somebody of the plan who administers sign-in and did not make it. */
function otherAdministrator({ baseline, operatorId }: Plan): string {
  const roles = baseline.roles.kind === 'read' ? baseline.roles.value : [];
  const found = roles.find(
    (one) => one.userId !== operatorId && administersSignIn([one], one.userId),
  );
  if (found === undefined) throw new Error('S02 has one administrator.');
  return found.userId;
}

const ask = () => ({ planHash: plan.planHash, by: 'test', how: 'cli', for: 'apply' }) as const;
const refused = { ok: false, failure: { code: 'plan/second-approval' } };

describe('a plan that asks for two people', { timeout: 120_000 }, () => {
  it('is another plan than the one that asks for one', () => {
    const { approvals: _, ...one } = plan.choices;
    expect(planHashOf({ ...plan, choices: one }, sha256)).not.toBe(plan.planHash);
  });

  it('is applied with the second person’s approval, and the journal names both', async () => {
    const rollout = await open();
    expect(await rollout.approveSecond(secondYes(second))).toMatchObject({ ok: true });
    // Somebody has said yes, but nobody to going on.
    expect(rollout.status().state).toBe('notApproved');
    expect(await rollout.approve(ask())).toMatchObject({ ok: true });
    expect(rollout.status().state).toBe('ready');
    const entry = rollout.entries(0, 10).findLast(({ type }) => type === 'approved');
    expect(entry?.body).toMatchObject({
      account: practice.source.signedInUserId,
      second,
      secondAt: expect.any(String) as unknown,
    });
    const done = await applyTest(rollout, { step: 's01' });
    expect(done.ok || done.failure.code !== 'plan/second-approval').toBe(true);
    expect(await (await open()).approve(ask())).toMatchObject({ ok: true });
  });

  it('is not approved with a line in its file, whomever it names', async () => {
    const at = new Date(await practice.source.clock.serverNow()).toISOString();
    const line = { planHash: plan.planHash, tenant: plan.tenant.id, account: second, at };
    const rollout = await open(undefined, [line]);
    expect(await rollout.approve(ask())).toMatchObject(refused);
    const row = (await rollout.preflight('s01')).find(({ guard }) => guard === 'G3');
    expect(row?.verdict).toBe('no');
    expect(await applyTest(rollout, { step: 's01' })).toMatchObject({ ok: false });
    expect(rollout.entries(0, 10)).toEqual([]);
  });

  it('takes the other account’s approval at the window as the second, and applies nothing by it', async () => {
    const other = await open(second);
    expect(await other.approve({ ...ask(), how: 'window' })).toMatchObject({ ok: true });
    expect((await applyTest(other, { step: 's01' })).ok).toBe(false);
    expect(other.entries(0, 10).map(({ type, body }) => [type, body['for']])).toEqual([
      ['approved', 'second'],
    ]);
    const first = await open();
    expect(await first.approve(ask())).toMatchObject({ ok: true });
  });

  it('may be given before the first, also where the plan names no operator', async () => {
    const unnamed = { ...plan, operatorId: null };
    plan = { ...unnamed, planHash: planHashOf(unnamed, sha256) };
    const first = await open();
    const asked = { planHash: plan.planHash, by: 'Bea', how: 'window', for: 'apply' } as const;
    expect(await first.approveSecond({ ...asked, account: second })).toMatchObject({ ok: true });
    expect(await first.approve(ask())).toMatchObject({ ok: true });
    expect(first.entries(0, 10).map(({ body }) => [body['for'], body['account']])).toEqual([
      ['second', second],
      ['apply', practice.source.signedInUserId],
    ]);
  });

  it('is not approved as the second by who administers nothing, whoever vouches', async () => {
    const other = await open(stranger);
    const notOne = { ok: false, failure: { code: 'plan/second-not-administrator' } };
    expect(await other.approve({ ...ask(), how: 'window' })).toMatchObject(notOne);
    const first = await open();
    const asked = { planHash: plan.planHash, by: 'x', how: 'window', for: 'apply' } as const;
    expect(await first.approveSecond({ ...asked, account: stranger })).toMatchObject(notOne);
    const same = { ok: false, failure: { code: 'plan/same-approver' } };
    for (const account of [null, plan.operatorId, practice.source.signedInUserId]) {
      expect(await first.approveSecond({ ...asked, account })).toMatchObject(same);
    }
    const edited = { ...asked, planHash: 'f'.repeat(64), account: second };
    expect(await first.approveSecond(edited)).toMatchObject({
      failure: { code: 'plan/hash-mismatch' },
    });
    expect(first.entries(0, 10)).toEqual([]);
  });

  it('is written to by nobody once the second person administers nothing any more: G4', async () => {
    const rollout = await open();
    expect(await rollout.approveSecond(secondYes(second))).toMatchObject({ ok: true });
    expect(await rollout.approve(ask())).toMatchObject({ ok: true });
    const verdict = async (of: Rollout) =>
      (await of.preflight('s01')).find(({ guard }) => guard === 'G4');
    expect((await verdict(rollout))?.verdict).toBe('yes');
    const { roles } = practice.tenant.directory;
    for (const role of roles.all()) if (role.principalId === second) roles.remove(role.id);
    expect(await verdict(await open())).toMatchObject({
      verdict: 'no',
      detail: { key: 'failure_plan_second_not_administrator_what' },
    });
  });

  it('asks for a second person again to roll back, and never for an emergency stop', async () => {
    const rollout = await open();
    expect(await rollout.approveSecond(secondYes(second))).toMatchObject({ ok: true });
    const back = { ...ask(), for: 'rollBack' } as const;
    expect(await rollout.approve(ask())).toMatchObject({ ok: true });
    expect(await rollout.approve(back)).toMatchObject(refused);
    expect(rollout.second('rollBack')).toBeNull();
    expect(await rollout.approveSecond(secondYes(second, 'rollBack'))).toMatchObject({ ok: true });
    expect(rollout.second('rollBack')).toMatchObject({ account: second, by: 'Bea' });
    expect(await rollout.approve(back)).toMatchObject({ ok: true });
    const last = rollout.entries(0, 10).at(-1);
    expect(last?.body).toMatchObject({ for: 'rollBack', second, secondBy: 'Bea' });
    const stop = { by: 'test', how: 'window', restore: true, onEvent: () => undefined } as const;
    expect(await rollout.stop(stop)).toMatchObject({ ok: true });
    // Another one's yes does not end the stop; the first one's does.
    expect(await rollout.approveSecond(secondYes(second))).toMatchObject({ ok: true });
    expect(rollout.status().state).toBe('stopped');
  });

  it('is not begun to be taken back by the second person, who has approved that', async () => {
    const back = { ...ask(), for: 'rollBack' } as const;
    const goOn = { signal: new AbortController().signal, onEvent: () => undefined };
    const other = await open(second);
    expect(await other.approve(back)).toMatchObject({ ok: true });
    expect(await other.rollBack({ ...goOn, toStep: null })).toMatchObject({
      failure: { code: 'auth/account-mismatch' },
    });
    expect(other.entries(0, 10).map(({ type }) => type)).toEqual(['approved']);
    const first = await open();
    expect(await first.approve(back)).toMatchObject({ ok: true });
    expect(await first.rollBack({ ...goOn, toStep: null })).toMatchObject({ ok: true });
  });

  it('an edit voids both', async () => {
    const rollout = await open();
    expect(await rollout.approve({ ...ask(), planHash: 'f'.repeat(64) })).toMatchObject({
      ok: false,
      failure: { code: 'plan/hash-mismatch' },
    });
  });
});
