import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../src-main/practice-tenant/scenario';
import { campaignSeed, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openBench, planScenario, type Bench } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { smallScenario } from '../crash/small-scenario';
import { runCommand } from '../fixtures/run-command';
import { changePastTriggers } from '../fixtures/past-triggers';

let bench: Bench;
let room: string;
let planHash: string;
let count: number;

/** A rollout of seven people, some way in. */
beforeAll(async () => {
  room = quickFolder('record');
  const parsed = parseScenario(JSON.stringify(smallScenario));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  const plan = await planScenario(parsed.value);
  planHash = plan.planHash;
  bench = await openBench(parsed.value, plan);
  await approveTest(bench.rollout, plan);
  expect(await applyTest(bench.rollout, { step: 's19' })).toMatchObject({ ok: true });
  count = bench.rollout.entries(0, 100_000).length;
  bench.rollout.close();
  bench.store.close();
}, 120_000);

afterAll(async () => {
  await bench.close();
  rmSync(room, { recursive: true, force: true });
});

type Line = Readonly<Record<string, unknown>>;
const linesOf = (text: string): readonly Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const entriesOf = (lines: readonly Line[]): readonly Line[] =>
  lines.filter((line) => 'text' in line);

/** The first entry that does not follow from the one before, as anybody computes it. */
function firstBreak(lines: readonly Line[]): number | null {
  let prev = String(lines[0]?.['planHash']);
  for (const [index, line] of entriesOf(lines).entries()) {
    const text = typeof line['text'] === 'string' ? line['text'] : '';
    const hash = createHash('sha256')
      .update(`${String(line['prev'])}\n${text}`)
      .digest('hex');
    const place = (JSON.parse(text === '' ? '{}' : text) as Line)['seq'];
    if (line['prev'] !== prev || line['hash'] !== hash || place !== index) return index;
    prev = hash;
  }
  return null;
}

function copyOf(name: string): string {
  const folder = join(room, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const one of ['causeway.db', 'head.json']) {
    copyFileSync(join(bench.directory, one), join(folder, one));
  }
  return folder;
}

describe('causeway-journal/1', { timeout: 600_000 }, () => {
  it('holds header, steps, entries and end, and its chain can be checked without us', async () => {
    const { code, out } = await runCommand(['journal', '--state', bench.directory]);
    expect(code).toBe(0);
    const lines = linesOf(out);
    expect(lines[0]).toMatchObject({
      schema: 'causeway-journal/1',
      tenant: bench.tenant.tenantId,
      planHash,
    });
    const steps = lines.filter((line) => 'step' in line);
    expect(steps).toHaveLength(28);
    expect(steps.find((line) => line['kind'] === 'ca.setState')).toMatchObject({
      requests: [{ method: 'PATCH', version: 'v1.0' }],
      reverse: { kind: 'restore', requests: [{ method: 'PATCH' }] },
    });
    for (const line of steps) {
      const reverse = line['reverse'] as Line;
      if (reverse['kind'] === 'restore') expect(reverse['portal']).not.toBe('');
    }
    expect(entriesOf(lines)).toHaveLength(count);
    expect(firstBreak(lines)).toBeNull();
    expect(lines.at(-1)).toMatchObject({
      ...{ end: true, entries: count, state: 'intact', firstBad: null },
      lastHash: entriesOf(lines).at(-1)?.['hash'],
    });
  });

  it('names nobody unless asked to', async () => {
    const plain = await runCommand(['journal', '--state', bench.directory]);
    expect(plain.out).not.toContain('staff1@');
    const named = await runCommand(['journal', '--state', bench.directory, '--names']);
    expect(named.out).toContain('staff1@seven.example');
  });

  it('goes to a private file where one is named', async () => {
    const file = join(room, 'record.jsonl');
    const { code, out, err } = await runCommand([
      ...['journal', '--state', bench.directory],
      ...['--out', file],
    ]);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain(file);
    expect(entriesOf(linesOf(readFileSync(file, 'utf8')))).toHaveLength(count);
  });

  it('marks the first bad line of a changed journal, and gives what follows all the same', async () => {
    const folder = copyOf('changed');
    changePastTriggers(folder, `UPDATE journal SET body='{"forged":true}' WHERE seq=7`);
    const { code, out, err } = await runCommand(['journal', '--state', folder]);
    expect(code).toBe(5);
    expect(err).toContain('7');
    const lines = linesOf(out);
    expect(firstBreak(lines)).toBe(7);
    const bad = entriesOf(lines).filter((line) => 'bad' in line);
    expect(bad).toMatchObject([{ seq: 7, bad: 'hash' }]);
    expect(entriesOf(lines)).toHaveLength(count);
    expect(lines.at(-1)).toMatchObject({ state: 'broken', firstBad: 7 });
  });

  it('says when the end is missing', async () => {
    const folder = copyOf('short');
    changePastTriggers(folder, 'DELETE FROM journal WHERE seq>=10');
    const { code, out } = await runCommand(['journal', '--state', folder]);
    expect(code).toBe(5);
    expect(linesOf(out).at(-1)).toMatchObject({
      state: 'short',
      entries: 10,
      head: { seq: count - 1 },
    });
  });

  it('is refused, not made up, where there is no rollout', async () => {
    const nothing = await runCommand(['journal', '--state', join(room, 'nothing')]);
    expect([nothing.code, nothing.out]).toEqual([2, '']);
    const folder = copyOf('torn');
    writeFileSync(join(folder, 'causeway.db'), 'this is no database '.repeat(500));
    const torn = await runCommand(['journal', '--state', folder]);
    expect([torn.code, torn.out]).toEqual([2, '']);
  });

  it('comes out of damaged stores, with the way back beside it', async () => {
    const random = randomOf(campaignSeed);
    const damaged = sizeOf(60, 2_000);
    const database = readFileSync(join(bench.directory, 'causeway.db'));
    const kit = join(bench.directory, 'roll-back-kit', 'roll-back.json');
    const page = 4096;
    let whole = 0;
    let partly = 0;
    let none = 0;
    for (let n = 0; n < damaged; n += 1) {
      const folder = copyOf('damaged');
      const broken = Buffer.from(database);
      // Some pages of the file are gone; not the first, which says that it is a database at all.
      for (let hole = 0; hole < 1 + Math.floor(random() * 4); hole += 1) {
        const place = page * (1 + Math.floor(random() * (broken.length / page - 1)));
        broken.fill(Math.floor(random() * 256), place, place + page);
      }
      writeFileSync(join(folder, 'causeway.db'), broken);
      const { code, out } = await runCommand(['journal', '--state', folder]);
      expect([n, [0, 2, 5].includes(code)]).toEqual([n, true]);
      if (code === 2) {
        expect([n, out]).toEqual([n, '']);
        none += 1;
        continue;
      }
      const lines = linesOf(out);
      const end = lines.at(-1) ?? {};
      // Never called intact with anything else than what was written.
      const isWhole = firstBreak(lines) === null && entriesOf(lines).length === count;
      expect([n, end['state'] === 'intact']).toEqual([n, isWhole]);
      if (isWhole) whole += 1;
      else partly += 1;
    }
    // The kit needs neither the store nor the app.
    const way = JSON.parse(readFileSync(kit, 'utf8')) as { planHash: string; steps: Line[] };
    expect(way.planHash).toBe(planHash);
    expect(way.steps.length).toBe(28);
    expect(whole + partly).toBeGreaterThan(none);
    reached(
      'P12',
      `${damaged} damaged stores: ${whole} whole, ${partly} marked where they break, ${none} refused with nothing readable left; the kit readable for all`,
      { stores: damaged },
    );
  });
});
