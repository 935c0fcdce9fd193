import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { openDatabaseFile } from '../../src-main/store/database';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';
import { scenarioPlan } from '../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const zeros = '0'.repeat(64);
let folder = '';
let practice: ServedPractice;
let foreignPath = '';
let ownPath = '';
let own: Plan;

beforeAll(async () => {
  folder = quickFolder('approval');
  practice = await servePractice(['--scenario', 'S01']);
  foreignPath = file('foreign.causeway', JSON.stringify(plan));
  ownPath = join(folder, 'own.causeway');
  const words = ['plan', '--graph-url', practice.graphUrl, '--out', ownPath, '--json'];
  own = JSON.parse((await runCli(words, { CAUSEWAY_TOKEN: practice.token })).out) as Plan;
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function refused(words: readonly string[], code: string) {
  const run = await runCli(words, { CAUSEWAY_TOKEN: practice.token });
  expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining(code)]);
  return run.err;
}

const apply = (path: string, hash: string, state: string, code: string) => {
  const words = ['apply', '--plan', path, '--graph-url', practice.graphUrl];
  return refused([...words, '--state', state, '--approve', hash], code);
};
const history = async () =>
  (await (await fetch(`${practice.graphUrl}/_practice/history`)).text()).length;

describe('apply refuses, before anything is written or sent,', () => {
  it('a plan file that was edited by hand, by its name and both hashes', async () => {
    const before = await history();
    const edited = { ...own, emergencyAccess: ['9f1c3a52-0000-4000-8000-00000000aaaa'] };
    const state = join(folder, 'state-edited');
    const path = file('edited.causeway', JSON.stringify(edited));
    const text = await apply(path, own.planHash, state, 'plan/edited');
    expect(text).toContain(`edited after it was made: ${path}.`);
    expect(text).toContain(`planHash says ${own.planHash}.`);
    expect(text).toContain('Nothing was changed.');
    expect(existsSync(state)).toBe(false);
    expect(await history()).toBe(before);
  });

  it('the hash of another plan: which one was given and which one the plan has', async () => {
    const state = join(folder, 'state-other');
    const text = await apply(ownPath, zeros, state, 'plan/other-hash');
    expect(text).toContain(ownPath);
    expect(text).toContain(`--approve gave ${zeros}; this plan has ${own.planHash}.`);
    expect(text).toContain('Nothing was changed.');
    expect(text).not.toContain('edited');
    expect(existsSync(state)).toBe(false);
  });

  it.each(['abc', zeros.slice(1), `${zeros}0`, 'g'.repeat(64), `${zeros.slice(1)} `])(
    'what is no hash at all, by the name of the option: %j',
    async (hash) => {
      const state = join(folder, 'state-malformed');
      const text = await apply(ownPath, hash, state, 'input/usage');
      expect(text).toContain(`--approve ${hash} is not a plan’s hash`);
      expect(existsSync(state)).toBe(false);
    },
  );

  it('a plan of another tenant', async () => {
    const before = await history();
    const state = join(folder, 'state-tenant');
    const text = await apply(foreignPath, plan.planHash, state, 'plan/wrong-tenant');
    expect(text).toContain(practice.tenantId);
    expect(existsSync(state)).toBe(false);
    expect(await history()).toBe(before);
  });

  it('a state folder that cannot be written', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    await apply(ownPath, own.planHash, join(folder, 'a-file', 'state'), 'store/unwritable');
    // The system lets root write anywhere, so only others meet a read-only folder.
    if (process.getuid?.() === 0) return;
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly);
    chmodSync(readOnly, 0o500);
    await apply(ownPath, own.planHash, readOnly, 'store/unwritable');
    expect(readdirSync(readOnly)).toEqual([]);
  });
});

describe('a state folder', () => {
  const state = () => join(folder, 'state');
  const contents = () =>
    readdirSync(state()).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(state(), name)))
        .digest('hex'),
    ]);
  const onState = [
    ['resume', []],
    ['rollback', []],
    ['confirm', ['--step', 's01', '--evidence', 'x']],
    ['settle', ['--step', 's01', '--as', 'skip']],
  ] as const;

  beforeAll(async () => {
    const words = ['apply', '--plan', ownPath, '--graph-url', practice.graphUrl];
    const run = await runCli(
      [...words, '--state', state(), '--approve', own.planHash, '--until', 's01'],
      { CAUSEWAY_TOKEN: practice.token },
    );
    expect(run.code).toBe(3);
  });

  it.each(onState)('takes no other hash from %s', async (command, more) => {
    const before = contents();
    const words = [command, '--state', state(), ...more, '--approve'];
    const text = await refused([...words, zeros], 'plan/other-hash');
    expect(text).toContain(`not the hash of this plan: ${state()}.`);
    expect(text).toContain(`--approve gave ${zeros}; this plan has ${own.planHash}.`);
    expect(await refused([...words, 'abc'], 'input/usage')).toContain('--approve abc');
    expect(contents()).toEqual(before);
  });

  it('takes no other plan', async () => {
    const before = contents();
    const words = ['plan', '--graph-url', practice.graphUrl, '--json'];
    const choices = {
      schema: 'causeway-choices/1',
      passkeyOptOut: { value: 'set', reason: 'r', by: 'b', at: '2026-11-22' },
    };
    const asked = ['--choices', file('choices.json', JSON.stringify(choices))];
    const path = join(folder, 'second.causeway');
    const made = await runCli([...words, ...asked, '--out', path], {
      CAUSEWAY_TOKEN: practice.token,
    });
    const { planHash } = JSON.parse(made.out) as Plan;
    expect(planHash).not.toBe(own.planHash);
    const text = await apply(path, planHash, state(), 'plan/other-plan-here');
    expect(text).toContain(own.planHash);
    expect(text).toContain(planHash);
    expect(contents()).toEqual(before);
  });

  it('whose plan was edited is named by every command', async () => {
    const opened = openDatabaseFile(join(state(), 'causeway.db'), 'write');
    if (!opened.ok) throw new Error(opened.failure.code);
    const body = JSON.stringify({ ...own, emergencyAccess: ['nobody'] });
    opened.value.prepare('UPDATE plan SET body=? WHERE plan_hash=?').run(body, own.planHash);
    opened.value.close();
    const commands = [
      ['status', '--state', state()],
      ...onState.map(([name, more]) => [
        name,
        '--state',
        state(),
        ...more,
        '--approve',
        own.planHash,
      ]),
    ];
    for (const words of commands) {
      const text = await refused(words, 'plan/edited');
      expect(text).toContain(`edited after it was made: ${state()}.`);
    }
  });
});
