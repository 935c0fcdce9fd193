import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { readScopes } from '../../shared/registration/graph-scopes';
import { quickFolder } from '../fixtures/campaign';
import { practiceToken } from '../fixtures/practice-token';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';

let folder = '';
let practice: ServedPractice;
let path = '';
beforeAll(async () => {
  folder = quickFolder('second');
  practice = await servePractice(['--scenario', 'S01']);
  path = await planFile('two.causeway', 2);
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...words: string[]) => runCli(words, { CAUSEWAY_TOKEN: practice.token });
const planOf = (file: string): Plan => JSON.parse(readFileSync(file, 'utf8')) as Plan;
/** The second person's command, with a token of their own. */
const approve = (file: string, state: string, token: string, hash = planOf(file).planHash) =>
  runCli(
    [
      ...['approve', '--plan', file, '--graph-url', practice.graphUrl],
      ...['--state', join(folder, state), '--approve', hash],
    ],
    { CAUSEWAY_TOKEN: token },
  );

/** A plan of the practice tenant whose choices ask for so many people. */
async function planFile(name: string, people: 1 | 2): Promise<string> {
  const signed = { reason: 'four eyes', by: 'a@b.example', at: '2026-11-22T08:00:00Z' };
  const choices = join(folder, `${name}.choices.json`);
  const content = { schema: 'causeway-choices/1', approvals: { value: people, ...signed } };
  writeFileSync(choices, JSON.stringify(content));
  const out = join(folder, name);
  const words = ['plan', '--graph-url', practice.graphUrl, '--choices', choices, '--out', out];
  expect((await cli(...words)).code).not.toBe(2);
  return out;
}

const apply = (file: string, state: string) =>
  cli(
    ...['apply', '--plan', file, '--graph-url', practice.graphUrl],
    ...['--state', join(folder, state), '--approve', planOf(file).planHash],
  );
const writes = async (): Promise<string> =>
  (await fetch(`${practice.graphUrl}/_practice/history`)).text();

describe('a plan that asks for two people', { timeout: 120_000 }, () => {
  it('is not applied without the second: exit 3, and nothing is sent', async () => {
    const before = await writes();
    const run = await apply(path, 'state-none');
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('plan/second-approval')]);
    expect(await writes()).toBe(before);
  });

  it('is not approved by the account that made it: exit 3, and nothing is written', async () => {
    const before = readFileSync(path, 'utf8');
    const run = await approve(path, 'state-same', practice.token);
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('plan/same-approver')]);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'state-same'))).toBe(false);
  });

  it('is not applied on a line in its file that names a real administrator', async () => {
    const made = planOf(path);
    const { token, account } = await practiceToken(practice, 1, 'User.Read');
    const served = await fetch(`${practice.graphUrl}/v1.0/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const at = new Date(served.headers.get('date') ?? '').toISOString();
    const line = { planHash: made.planHash, tenant: made.tenant.id, account, at };
    const file = join(folder, 'forged.causeway');
    const envelope = { ...made.envelope, approvals: [line] };
    writeFileSync(file, JSON.stringify({ ...made, envelope }));
    const before = await writes();
    const run = await apply(file, 'state-forged');
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('plan/second-approval')]);
    expect(await writes()).toBe(before);
  });

  it('is applied from the folder where another administrator approved with their own token', async () => {
    const { token, account } = await practiceToken(practice, 1, readScopes.join(' '));
    const wrong = await approve(path, 'state', token, 'f'.repeat(64));
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('plan/other-hash')]);
    const given = await approve(path, 'state', token);
    expect([given.code, given.out]).toEqual([0, expect.stringContaining(account)]);
    expect(planOf(path)).toMatchObject({ envelope: { approvals: [{ account }] } });
    // The journal has it; a plan file that cannot be written, for its name is too long, only says so.
    const unwritable = join(folder, `${'p'.repeat(251)}.abc`);
    writeFileSync(unwritable, JSON.stringify(planOf(path)));
    const noted = await approve(unwritable, 'state', token);
    expect([noted.code, noted.err]).toEqual([0, expect.stringContaining('ENAMETOOLONG')]);
    expect(noted.out).toContain(account);
    const open = await cli('status', '--state', join(folder, 'state'), '--json');
    expect(JSON.parse(open.out)).toMatchObject({ state: 'notApproved' });
    // Another folder has another journal: the line in the file alone is nobody's word there.
    const elsewhere = await apply(path, 'state-elsewhere');
    expect([elsewhere.code, elsewhere.err]).toEqual([
      3,
      expect.stringContaining('plan/second-approval'),
    ]);
    const run = await apply(path, 'state');
    expect(run.err).not.toContain('plan/second-approval');
    const journal = await cli('journal', '--state', join(folder, 'state'));
    expect(journal.out).toContain(account);
  });
});

it(
  'a plan that asks for one person needs no second: nothing to do',
  { timeout: 60_000 },
  async () => {
    const file = await planFile('one.causeway', 1);
    const run = await approve(file, 'state-one', practice.token);
    expect([run.code, run.err]).toEqual([0, expect.stringContaining('plan/nothing-to-do')]);
  },
);
