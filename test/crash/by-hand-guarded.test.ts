import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../shared/diagnostic';
import { err } from '../../shared/result';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { planScenario } from '../fixtures/campaign-bench';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { doInPortal } from '../fixtures/in-the-portal';
import { openPractice } from '../fixtures/open-practice';
import { approveTest, driveRollout, openTestRollout } from '../fixtures/run-rollout';
import type { WriteKind } from './every-kind';
import { arrivalsAt } from './record-check';

let close: () => Promise<void>;
afterEach(() => close());

async function open(kind: WriteKind, lagMs?: number): Promise<KindBench> {
  const bench = await openKind(kind, lagMs === undefined ? {} : { lagMs });
  close = bench.close;
  return bench;
}

const asked = (stepId: string) => ({ stepId, evidence: 'Done in the portal.', by: 'Riku' });
const sent = async (bench: Pick<KindBench, 'tenant'>) => (await arrivalsAt(bench.tenant)).length;
const policies = '/v1.0/identity/conditionalAccess/policies';

describe('a step done in the portal where a guard says no', { timeout: 240_000 }, () => {
  it('is not done, and a stop loosens what is there', async () => {
    const practice = await openPractice('S02');
    const plan = await planScenario(loadBuiltInScenario('S02'));
    const rollout = await openTestRollout(practice, plan);
    close = async () => {
      rollout.close();
      await practice.close();
    };
    await approveTest(rollout, plan);
    const place = plan.steps.findIndex(
      (step) => step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled',
    );
    const [before, step] = [plan.steps[place - 1], plan.steps[place]];
    if (before === undefined || step === undefined) throw new Error('no policy is turned on');
    const ready = await driveRollout(rollout, practice.source, plan, { step: before.id });
    expect(ready).toMatchObject({ ok: true });
    expect(rollout.stopTargets()).toEqual([]);
    const [emergency] = rollout.namedEmergencyAccess();
    const path = `/v1.0/users/${emergency ?? ''}`;
    const body = { accountEnabled: false };
    await practice.source.practice?.external({ method: 'PATCH', path, body });
    // Told before anybody does it, and nothing is written down for asking.
    const seen = rollout.entries(0, 100_000).length;
    const guide = await rollout.guide(step.id);
    const against = guide.ok ? guide.value.against : [];
    expect(against.map(({ guard }) => guard)).toContain('G8');
    expect(rollout.entries(0, 100_000)).toHaveLength(seen);
    await doInPortal(practice.source, step, rollout.entries(0, 100_000));
    const refused = await rollout.confirm(asked(step.id));
    expect(refused).toMatchObject({ failure: { code: 'guardrail/emergency-access' } });
    expect(rollout.status().steps[place]).toMatchObject({ status: 'PAUSED' });
    const [target] = rollout.stopTargets();
    expect(target).toMatchObject({ name: step.target.name });
    const stop = { by: 'test', how: 'cli', restore: false, onEvent: () => undefined } as const;
    const stopped = await rollout.stop(stop);
    expect(stopped).toMatchObject({ value: { policies: [{ state: 'reportOnly' }] } });
    const got = await practice.source.graph.get(`${policies}/${target?.id ?? ''}`);
    const state = 'enabledForReportingButNotEnforced';
    expect(got).toMatchObject({ value: { json: { state } } });
  });

  it('fails for whoever was cleared with nothing else that asks, until something does', async () => {
    const bench = await open('perUserMfa.set');
    const step = bench.plan.steps.at(-1);
    const [one] = step?.items ?? [];
    const [group] = Object.keys(bench.plan.baseline.groupMembers);
    if (step === undefined || one === undefined || group === undefined) throw new Error('no plan');
    const path = `/v1.0/groups/${group}/members/${one.userId}/$ref`;
    await bench.source.practice?.external({ method: 'DELETE', path, body: null });
    await bench.source.clock.sleep(60_000);
    const guide = await bench.rollout.guide(step.id);
    expect(guide.ok && [...guide.value.leftOut]).toEqual([[one.userId, 'PU-MFA-NOT-COVERED']]);
    expect(guide).toMatchObject({ value: { against: [] } });
    await doInPortal(bench.source, step, []);
    const refused = await bench.rollout.confirm(asked(step.id));
    expect(refused).toMatchObject({
      failure: { code: 'guardrail/no-cover', values: { codes: 'cover:none' } },
    });
    const status = () => bench.rollout.status().steps.at(-1);
    expect(status()).toMatchObject({ status: 'FAILED', items: { failed: 1 } });
    expect(await bench.rollout.confirm(asked(step.id))).toMatchObject(refused);
    const back = {
      'members@odata.bind': [`${bench.source.graph.origin}/v1.0/users/${one.userId}`],
    };
    const added = { method: 'PATCH', path: `/v1.0/groups/${group}`, body: back } as const;
    await bench.source.practice?.external(added);
    await bench.source.clock.sleep(60_000);
    expect(await bench.rollout.confirm(asked(step.id))).toMatchObject({ ok: true });
    expect(status()).toMatchObject({ status: 'DONE', items: { failed: 0 } });
    expect(await sent(bench)).toBe(0);
  });

  it('needs no permission to change anything', async () => {
    const bench = await open('ca.setState');
    const { graph } = bench.source;
    const { checkToken } = graph;
    const uses: string[] = [];
    Object.assign(graph, {
      checkToken: (...[use, scopes]: Parameters<typeof checkToken>) => {
        uses.push(use);
        if (use !== 'write') return checkToken(use, scopes);
        return Promise.resolve(err(failure('auth/scopes-missing', { scopes: 'any' })));
      },
    });
    const step = bench.plan.steps[0];
    if (step === undefined) throw new Error('no plan');
    await doInPortal(bench.source, step, []);
    expect(await bench.rollout.confirm(asked(step.id))).toMatchObject({ ok: true });
    expect(uses).not.toContain('write');
  });

  it('is not sent where it was changed back while it was looked at', async () => {
    const bench = await open('ca.setState', 0);
    const step = bench.plan.steps[0];
    if (step === undefined) throw new Error('no plan');
    await doInPortal(bench.source, step, []);
    const { graph } = bench.source;
    const { get } = graph;
    const path = `${policies}/${step.target.id}`;
    Object.assign(graph, {
      get: async (...request: Parameters<typeof get>) => {
        const answer = await get(...request);
        if (!request[0].startsWith(path)) return answer;
        Object.assign(graph, { get });
        const body = { ...step.prior };
        await bench.source.practice?.external({ method: 'PATCH', path, body });
        return answer;
      },
    });
    const refused = await bench.rollout.confirm(asked(step.id));
    expect(refused).toMatchObject({ failure: { code: 'step/not-there-yet' } });
    expect(bench.rollout.status().steps[0]).toMatchObject({ status: 'PAUSED' });
    expect(bench.entries().map(({ type }) => type)).not.toContain('sent');
    expect(await sent(bench)).toBe(0);
  });
});

it('is looked at while another answer is still on its way', { timeout: 60_000 }, async () => {
  const bench = await open('ca.setState');
  const step = bench.plan.steps[0];
  if (step === undefined) throw new Error('no plan');
  await doInPortal(bench.source, step, []);
  const confirming = bench.rollout.confirm(asked(step.id));
  expect(await bench.rollout.guide(step.id)).toMatchObject({ ok: true });
  expect(await confirming).toMatchObject({ ok: true });
});
