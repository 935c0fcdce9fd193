import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { quickFolder } from '../fixtures/campaign';
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
const approve = (file: string, hash = planOf(file).planHash) =>
  cli('approve', '--plan', file, '--graph-url', practice.graphUrl, '--approve', hash);

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

  it('is not approved by the account that made it: exit 3, the file as it was', async () => {
    const before = readFileSync(path, 'utf8');
    const run = await approve(path);
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('plan/same-approver')]);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is approved by another account, once, and the file keeps it', async () => {
    // Made from a capture, where nobody was signed in: the token's account is then another one.
    const capture = join(folder, 'capture.json');
    expect((await cli('capture', '--graph-url', practice.graphUrl, '--out', capture)).code).toBe(0);
    const choices = join(folder, 'two.causeway.choices.json');
    const file = join(folder, 'captured.causeway');
    await cli('plan', '--capture', capture, '--choices', choices, '--out', file);
    const wrong = await approve(file, 'f'.repeat(64));
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('plan/other-hash')]);
    const { planHash } = planOf(file);
    expect((await approve(file)).code).toBe(0);
    expect(planOf(file)).toMatchObject({ planHash, envelope: { approvals: [{ planHash }] } });
    const again = await approve(file);
    expect([again.code, again.err]).toEqual([3, expect.stringContaining('plan/same-approver')]);
    // One account is not two people.
    const run = await apply(file, 'state-alone');
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('plan/second-approval')]);
  });

  it('is applied once the file holds the other account’s approval', async () => {
    const made = planOf(path);
    const at = new Date(Date.now()).toISOString();
    const clock = await fetch(`${practice.graphUrl}/v1.0/organization`, {
      headers: { authorization: `Bearer ${practice.token}` },
    });
    const serverAt = new Date(clock.headers.get('date') ?? at).toISOString();
    const approvals = [
      {
        ...{ planHash: made.planHash, tenant: made.tenant.id, at: serverAt },
        account: '11111111-2222-4333-8444-555555555555',
      },
    ];
    const file = join(folder, 'approved.causeway');
    writeFileSync(file, JSON.stringify({ ...made, envelope: { ...made.envelope, approvals } }));
    const before = await writes();
    const run = await apply(file, 'state-two');
    expect(run.err).not.toContain('plan/second-approval');
    // A line in a file is nobody's word: the tenant has no such administrator, and nothing is sent.
    expect([run.code, await writes()]).toEqual([3, before]);
    const journal = await cli('journal', '--state', join(folder, 'state-two'));
    expect(journal.out).toContain('11111111-2222-4333-8444-555555555555');
  });
});

it(
  'a plan that asks for one person needs no second: nothing to do',
  { timeout: 60_000 },
  async () => {
    const file = await planFile('one.causeway', 1);
    const run = await approve(file);
    expect([run.code, run.err]).toEqual([0, expect.stringContaining('plan/nothing-to-do')]);
  },
);
