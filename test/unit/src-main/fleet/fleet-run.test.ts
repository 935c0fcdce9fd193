import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgeHere } from '../../../../src-main/files/judge-here';
import { openFleetFolder } from '../../../../src-main/fleet/fleet-files';
import { finishedBefore, readRun, RunRecord } from '../../../../src-main/fleet/fleet-run';
import { inPool, runPool } from '../../../../src-main/fleet/run-pool';
import { quickFolder } from '../../../fixtures/campaign';

let folder = '';
beforeEach(() => (folder = quickFolder('fleet')));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = Date.parse('2026-11-29T10:00:00Z');
const startedAt = new Date(at).toISOString();
const hash = 'a'.repeat(64);
const settled = (tenantId: string, reason: 'graph/network' | null = null) => ({
  ...{ tenantId, input: hash, reason },
});

describe('a run that is stopped', () => {
  it('is continued with what it had assessed, for a day', async () => {
    const record = new RunRecord(folder, startedAt, []);
    await record.begin();
    // Two at once: both are on disk, neither takes the other's place.
    await Promise.all([record.settle(settled('a')), record.settle(settled('b', 'graph/network'))]);
    const run = await readRun(folder, judgeHere);
    const left = (now: number) => (run.ok ? [...finishedBefore(run.value, now)] : []);
    expect(left(at + 1_000)).toEqual([['a', hash]]);
    expect(left(at + 25 * 3_600_000)).toEqual([]);
    expect(left(at - 1_000)).toEqual([]);
  });

  it('is over once it got to its end', async () => {
    const record = new RunRecord(folder, startedAt, [settled('a')]);
    await record.end(startedAt);
    const run = await readRun(folder, judgeHere);
    expect(run.ok && run.value?.tenants).toEqual([settled('a')]);
    expect(run.ok && finishedBefore(run.value, at).size).toBe(0);
  });

  it('was never there', async () => {
    expect(await readRun(folder, judgeHere)).toEqual({ ok: true, value: null });
    expect(finishedBefore(null, at).size).toBe(0);
  });
});

describe('the folder', () => {
  it.each(['fleet.json', 'fleet-run.json', 'Contoso.json', 'Contoso.html'])(
    'is not opened over somebody’s own %s',
    async (name) => {
      const mine = '{"schema":"causeway-answers/1"}';
      writeFileSync(join(folder, name), mine);
      const opened = await openFleetFolder(folder, ['Contoso']);
      expect(opened).toMatchObject({ failure: { code: 'file/exists' } });
      expect(readFileSync(join(folder, name), 'utf8')).toBe(mine);
    },
  );

  it('is opened over an earlier run, and made where it is missing', async () => {
    writeFileSync(join(folder, 'Contoso.json'), '{\n  "schema": "causeway-assessment/1"');
    writeFileSync(join(folder, 'Contoso.html'), '<!-- causeway-client-report/1 -->\n');
    writeFileSync(join(folder, 'fleet.json'), '{\n  "schema": "causeway-fleet/1"');
    expect((await openFleetFolder(folder, ['Contoso'])).ok).toBe(true);
    expect((await openFleetFolder(join(folder, 'new'), ['Contoso'])).ok).toBe(true);
  });
});

describe('the pool', () => {
  it('works on no more than it was told, and begins nothing after a stop', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    let most = 0;
    let now = 0;
    await runPool([1, 2, 3, 4, 5, 6, 7], { parallel: 2, signal: stop.signal }, async (item) => {
      begun.push(item);
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      if (item === 4) stop.abort();
    });
    expect(most).toBe(2);
    expect(begun.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(begun.length).toBeLessThan(7);
  });

  it.each([1, 3])('judges %i at a time where that was asked', async (parallel) => {
    let most = 0;
    let now = 0;
    const doubled = async (item: number): Promise<number> => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return 2 * item;
    };
    expect(await inPool([1, 2, 3, 4, 5, 6], doubled, parallel)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(most).toBe(parallel);
  });
});
