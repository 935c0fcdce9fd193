import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chainEntry } from '../../../../shared/journal/chain';
import type { JsonObject } from '../../../../shared/json';
import { sha256 } from '../../../../src-main/files/sha256';
import { openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { goOn } from '../../../fixtures/open-practice';
import { changePastTriggers } from '../../../fixtures/past-triggers';
import { applyTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
let asked = 0;
const options = { ...goOn, onEvent: () => undefined };

beforeEach(async () => {
  bench = await openKind('group.add', {
    lagMs: 0,
    wrap: (source) => {
      const { get, sendOnce } = source.graph;
      Object.assign(source.graph, {
        get: (...request: Parameters<typeof get>) => ((asked += 1), get(...request)),
        sendOnce: (...request: Parameters<typeof sendOnce>) => ((asked += 1), sendOnce(...request)),
      });
      return source;
    },
  });
  // On hold after the group was made; the rollout stays open.
  const [first] = bench.plan.steps;
  const held = await applyTest(bench.rollout, { step: first?.id ?? '' });
  if (!held.ok) throw new Error(JSON.stringify(held.failure));
  asked = 0;
});
afterEach(() => bench.close());

async function refusal(): Promise<unknown> {
  const acts = [
    await applyTest(bench.rollout),
    await bench.rollout.rollBack({ toStep: null, ...options }),
    await bench.rollout.settle({ stepId: bench.stepId, as: { kind: 'skip' }, by: 'test' }),
  ];
  const codes = acts.map((done) => (done.ok ? null : done.failure));
  expect(new Set(codes.map((one) => JSON.stringify(one))).size).toBe(1);
  // Noticed before anything was asked of the tenant, read or written.
  expect(asked).toBe(0);
  return codes[0];
}

describe('a journal that is changed while the rollout is on hold', () => {
  it.each([
    [
      'a step’s result',
      "UPDATE journal SET body=json_set(body,'$.objectId','x') WHERE type='acked'",
    ],
    ['a row in the middle', 'DELETE FROM journal WHERE seq=2'],
    ['a time', "UPDATE journal SET at='2026-01-01T00:00:00.000Z' WHERE seq=0"],
    ['another type', "UPDATE journal SET type='done' WHERE seq=1"],
  ])('%s: no request leaves', async (_, sql) => {
    changePastTriggers(bench.directory, sql);
    expect(await refusal()).toMatchObject({ code: 'store/corrupt' });
  });

  it('its chain worked out anew, head and all: no request leaves', async () => {
    const entries = bench.rollout.entries(0, 1_000);
    let prev = bench.plan.planHash;
    const rows = entries.map(({ rolloutId, seq, type, stepId, item, at, body }) => {
      const draft = { type, stepId, item, at, body: { ...body, dir: 'forward' } as JsonObject };
      const made = chainEntry(draft, { rolloutId, seq, prev }, sha256);
      prev = made.hash;
      return made;
    });
    const sql = rows.map(
      ({ seq, body, prev: before, hash }) =>
        `UPDATE journal SET body='${JSON.stringify(body).replaceAll("'", "''")}', prev='${before}', hash='${hash}' WHERE seq=${seq}`,
    );
    changePastTriggers(bench.directory, sql.join(';'));
    const last = rows.at(-1);
    const head = { seq: last?.seq, hash: last?.hash, plan: bench.plan.planHash };
    const heads = { [last?.rolloutId ?? '']: head };
    writeFileSync(join(bench.directory, 'head.json'), JSON.stringify(heads));
    expect(bench.rollout.verifyChain()).toEqual({ state: 'intact' });
    expect(await refusal()).toMatchObject({ code: 'store/corrupt' });
  });

  it('its last rows gone: no request leaves', async () => {
    changePastTriggers(bench.directory, 'DELETE FROM journal WHERE seq > 3');
    expect(await refusal()).toMatchObject({ code: 'store/short', values: { entry: '4' } });
  });

  it('its head put back: no request leaves', async () => {
    const path = join(bench.directory, 'head.json');
    const heads = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>;
    const [id = ''] = Object.keys(heads);
    writeFileSync(path, JSON.stringify({ [id]: { ...heads[id], seq: 1 } }));
    expect(await refusal()).toMatchObject({ code: 'store/corrupt', values: { entry: '1' } });
  });

  it('unchanged, it goes on', async () => {
    expect((await applyTest(bench.rollout)).ok).toBe(true);
    expect((await applyTest(bench.rollout)).ok).toBe(true);
  });
});
