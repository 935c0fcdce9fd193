import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';

let folder = '';
let practice: ServedPractice;
let plan: Plan;
const at = (name: string) => join(folder, name);
const cli = (...words: string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });

beforeAll(async () => {
  folder = quickFolder('access');
  practice = await servePractice(['--scenario', 'S01']);
  const words = ['--graph-url', practice.graphUrl, '--out', at('a.causeway'), '--json'];
  plan = JSON.parse((await cli('plan', ...words)).out) as Plan;
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly schema?: string;
  readonly text?: string;
  readonly state?: string;
}
interface Entry {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}
async function recorded(): Promise<{ lines: readonly Line[]; entries: readonly Entry[] }> {
  const run = await cli('journal', '--state', at('state'), '--access');
  expect(run.code).toBe(0);
  const lines = run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const texts = lines.flatMap(({ text }) => (text === undefined ? [] : [text]));
  return { lines, entries: texts.map((text) => JSON.parse(text) as Entry) };
}

const exportWords = ['export', '--format', 'html,csv', '--hide-names', '--audience', 'helpDesk'];

describe('sign-ins and exports of the command line', { timeout: 120_000 }, () => {
  it('are kept in the folder of the rollout, with what leaves it, and never the token', async () => {
    const target = ['--graph-url', practice.graphUrl, '--state', at('state')];
    const approve = ['--approve', plan.planHash, '--until', plan.steps[0]?.id ?? ''];
    await cli('apply', '--plan', at('a.causeway'), ...target, ...approve);
    const made = await cli(
      ...[...exportWords, '--plan', at('a.causeway'), '--out', at('out')],
      ...['--state', at('state'), '--json'],
    );
    expect([made.code, made.err]).toEqual([0, '']);
    const out = at('journal.jsonl');
    expect((await cli('journal', '--state', at('state'), '--out', out)).code).toBe(0);
    const { lines, entries } = await recorded();
    expect([lines[0]?.schema, lines.at(-1)?.state]).toEqual(['causeway-access/1', 'intact']);
    expect(entries.map(({ kind }) => kind)).toEqual(['signIn', 'export', 'export']);
    expect(entries[0]?.body).toMatchObject({
      ...{ tenant: plan.tenant.id, permission: 'write', isKept: false, from: 'cli' },
    });
    const { files } = JSON.parse(made.out) as { files: { name: string; sha256: string }[] };
    expect(entries[1]?.body).toMatchObject({
      ...{ what: 'reports', planHash: plan.planHash, audience: 'helpDesk', namesHidden: true },
      files: files.map(({ name, sha256 }) => ({ name, sha256 })),
    });
    expect(entries[2]?.body).toMatchObject({
      ...{ what: 'log', files: [{ name: 'journal.jsonl' }], namesHidden: true },
    });
    expect(JSON.stringify(lines)).not.toContain(practice.token);
    for (const name of ['access.db', 'access-head.json']) {
      expect(readFileSync(join(at('state'), name)).includes(practice.token)).toBe(false);
    }
  });

  it('are refused nowhere: a record that cannot be kept is said, and the export is made', async () => {
    const state = at('damaged');
    mkdirSync(state);
    for (const name of ['causeway.db', 'access.db']) {
      writeFileSync(join(state, name), 'no database at all, but bytes enough to look like one');
    }
    const words = [...exportWords, '--plan', at('a.causeway'), '--out', at('second')];
    const made = await cli(...words, '--state', state);
    expect(made.code).toBe(0);
    expect(made.err).toMatch(/could not be recorded among the sign-ins and exports/);
    expect((await cli('journal', '--state', state, '--access')).err).toContain('store/corrupt');
  });

  it('go into no folder that holds no plan: nothing is written', async () => {
    const words = [...exportWords, '--plan', at('a.causeway'), '--out', at('third')];
    const made = await cli(...words, '--state', at('nowhere'));
    expect([made.code, made.out]).toEqual([2, '']);
    expect(() => readFileSync(at('third/manifest.json'))).toThrow();
  });
});
