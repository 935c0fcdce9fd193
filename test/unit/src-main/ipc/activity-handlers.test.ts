import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok, type Result } from '../../../../shared/result';
import { createActivityHandlers } from '../../../../src-main/ipc/activity-handlers';
import { openRollout, type Rollout } from '../../../../src-main/rollout/rollout';
import { sha256 } from '../../../../src-main/files/sha256';
import { AccessLog } from '../../../../src-main/workspace/access-log';
import type { Host } from '../../../../src-main/workspace/host';
import { rehearseRollBack } from '../../../../src-main/workspace/rehearse-roll-back';
import { openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { changePastTriggers } from '../../../fixtures/past-triggers';
import { applyTest, testId } from '../../../fixtures/run-rollout';

const none = { windowId: 1, leave: undefined };
const asked = { show: 'all', search: '', language: 'en' } as const;
let bench: KindBench;
let folder: string;
let count: number;

beforeEach(async () => {
  bench = await openKind('group.create', { lagMs: 0 });
  expect((await applyTest(bench.rollout)).ok).toBe(true);
  count = bench.rollout.entries(0, 100_000).length;
  folder = join(bench.directory, 'exported');
  mkdirSync(folder);
});
afterEach(() => bench.close());

/** The window over the store of the bench; `running`: the engine that carries the plan out just now. */
function handlers(running: Rollout | null = null) {
  const { plan, store, source, directory } = bench;
  const open = (): Promise<Result<Rollout, unknown>> =>
    openRollout({
      ...{ source, store, plan, sha256, randomId: testId },
      ...{ rehearse: rehearseRollBack, stateDirectory: directory },
    });
  const rollout = { plan, isBusy: running !== null, rollout: running, open };
  const connect = { account: 'gaa@kestrel.example', source: null };
  const access = new AccessLog({ directory }, () => connect, { now: () => 0 });
  const workspace = { rollout, store, access };
  const ports = { chooseExportFolder: () => Promise.resolve(folder) };
  const host = { opened: () => ok(workspace), current: workspace, ports } as unknown as Host;
  return createActivityHandlers(host, () => 'UTC');
}

type Line = Readonly<Record<string, unknown>>;
const exported = (): readonly Line[] => {
  const [file, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const text = readFileSync(join(folder, file ?? ''), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
};

it('writes the record of a journal somebody changed, with its first bad line marked', async () => {
  bench.rollout.close();
  changePastTriggers(bench.directory, `UPDATE journal SET body='{"forged":true}' WHERE seq=2`);
  const { 'activity.list': list, 'activity.export': save } = handlers();
  expect(await list({ ...asked, offset: 0, limit: 10 }, none)).toMatchObject({
    failure: { code: 'store/corrupt' },
  });
  const file = `journal-${bench.plan.planHash.slice(0, 8)}.jsonl`;
  expect(await save(asked, none)).toEqual(ok({ file }));
  const lines = exported();
  expect(lines[0]).toMatchObject({
    ...{ schema: 'causeway-journal/1', planHash: bench.plan.planHash },
  });
  expect(lines.filter((line) => 'text' in line)).toHaveLength(count);
  expect(lines.filter((line) => 'bad' in line)).toMatchObject([{ seq: 2, bad: 'hash' }]);
  expect(lines.at(-1)).toMatchObject({ state: 'broken', firstBad: 2 });
});

it('writes the record of a journal whose end is missing', async () => {
  bench.rollout.close();
  changePastTriggers(bench.directory, 'DELETE FROM journal WHERE seq>=2');
  expect((await handlers()['activity.export'](asked, none)).ok).toBe(true);
  expect(exported().at(-1)).toMatchObject({ state: 'short', entries: 2, head: { seq: count - 1 } });
});

it('writes the record of what was changed under an engine that is open', async () => {
  changePastTriggers(bench.directory, `UPDATE journal SET body='{"forged":true}' WHERE seq=2`);
  expect((await handlers(bench.rollout)['activity.export'](asked, none)).ok).toBe(true);
  expect(exported().at(-1)).toMatchObject({ state: 'broken', firstBad: 2 });
});

it('writes a table of a journal that is whole', async () => {
  bench.rollout.close();
  const file = `activity-${bench.plan.planHash.slice(0, 8)}.csv`;
  expect(await handlers()['activity.export'](asked, none)).toEqual(ok({ file }));
  expect(readdirSync(folder)).toEqual([file]);
});

it('says again what is wrong where only the record of another plan is left', async () => {
  bench.rollout.close();
  const other = 'f'.repeat(64);
  changePastTriggers(
    bench.directory,
    `PRAGMA foreign_keys=OFF;
     UPDATE rollout SET rollout_id='another', plan_hash='${other}';
     UPDATE journal SET rollout_id='another'`,
  );
  expect(await handlers()['activity.export'](asked, none)).toMatchObject({
    failure: { code: 'store/short' },
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('shows an export of the log in the log, and holds up no rollout where that record is damaged', async () => {
  const { 'activity.list': list, 'activity.export': save } = handlers(bench.rollout);
  const page = { ...asked, offset: 0, limit: 10, show: 'access' } as const;
  expect(await list(page, none)).toMatchObject({ value: { total: 0, access: { chain: 'none' } } });
  expect((await save(asked, none)).ok).toBe(true);
  const shown = await list(page, none);
  expect(shown).toMatchObject({
    value: {
      ...{ total: 1, of: count + 1, chain: 'intact' },
      access: { chain: 'intact', brokenAt: null, missed: 0 },
      rows: [{ chain: 'access', who: 'gaa@kestrel.example', type: 'export' }],
    },
  });
  writeFileSync(
    join(bench.directory, 'access.db'),
    'no database, but long enough to be read as one',
  );
  rmSync(join(bench.directory, 'access.db-wal'), { force: true });
  const next = handlers(bench.rollout);
  expect((await next['activity.export'](asked, none)).ok).toBe(true);
  expect(await next['activity.list']({ ...page, show: 'all' }, none)).toMatchObject({
    value: {
      ...{ of: count, chain: 'intact' },
      access: { failure: { code: 'store/corrupt' }, missed: 1, why: { code: 'store/corrupt' } },
    },
  });
});
