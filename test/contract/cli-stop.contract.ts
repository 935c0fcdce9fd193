import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliRingOne, type CliRingOne } from '../fixtures/cli-ring-one';
import { runCli, startCli } from '../fixtures/run-cli';

interface Status {
  readonly state: string;
  readonly nextStep: string | null;
  readonly journalIntact: boolean;
  readonly steps: readonly { readonly id: string; readonly kind: string }[];
}
interface Stopped {
  readonly schema: string;
  readonly policies: readonly { readonly name: string; readonly state: string }[];
  readonly leftWithoutMfa: readonly string[] | null;
  readonly restorable: readonly string[];
  readonly restored: number | null;
}

interface Group {
  readonly groupId: string;
  readonly state: string;
  readonly refusal: { readonly values: { readonly expected?: string } } | null;
}
const stateOf = (groups: readonly Group[], one: Group | undefined) =>
  groups.find(({ groupId }) => groupId === one?.groupId)?.state;

let bench: CliRingOne;
const at = (name: string) => bench.at(name);
const cli = (...words: string[]) => bench.cli(...words);
const approved = () => bench.approved();

beforeAll(async () => {
  bench = await cliRingOne('stop');
}, 240_000);
afterAll(() => bench.close());

async function enforcing(): Promise<readonly string[]> {
  const url = `${bench.practice.graphUrl}/v1.0/identity/conditionalAccess/policies`;
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${bench.practice.token}` },
  });
  const { value } = (await response.json()) as { value: { displayName: string; state: string }[] };
  return value.filter((one) => one.state === 'enabled').map((one) => one.displayName);
}

describe('the emergency stop by command line', { timeout: 240_000 }, () => {
  it('wants to be meant', async () => {
    const run = await cli('stop', '--state', at('state'));
    expect(run.code).toBe(2);
    expect(run.err).toContain('--yes');
    expect((await enforcing()).some((name) => name.includes('cw-'))).toBe(true);
  });

  it('says at once what to do by hand where it cannot act', async () => {
    const [policy = ''] = (await enforcing()).filter((name) => name.includes('cw-'));
    const signedOut = await runCli(['stop', '--state', at('state'), '--yes']);
    expect(signedOut.code).toBe(2);
    expect(signedOut.out).toBe('');
    expect(signedOut.err).toContain('Report-only');
    expect(signedOut.err).toContain(policy);
    const offline = await cli('stop', '--state', at('state'), '--yes', ...nowhere);
    expect(offline.code).not.toBe(0);
    expect(offline.err.indexOf(policy)).toBeGreaterThan(-1);
    expect(offline.err.indexOf(policy)).toBeLessThan(offline.err.indexOf('(graph/network'));
    expect(await enforcing()).toContain(policy);
  });

  it('says why a policy is still on, and at the end what to do about it by hand', async () => {
    const [policy = ''] = (await enforcing()).filter((name) => name.includes('cw-'));
    const path = '/v1.0/identity/conditionalAccess/policies/*';
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    await bench.post('faults', { rules: [{ method: 'PATCH', path, times: 9, action }] });
    const run = await cli('stop', '--state', at('state'), '--yes');
    await bench.post('faults', { rules: [] });
    expect(run.code).not.toBe(0);
    const reason = run.err.indexOf('(step/refused');
    expect(reason).toBeGreaterThan(-1);
    expect(run.err.split('(step/refused')).toHaveLength(2);
    expect(run.err.indexOf('Report-only', reason)).toBeGreaterThan(reason);
    expect(run.err.lastIndexOf(policy)).toBeGreaterThan(reason);
    expect(await enforcing()).toContain(policy);
  });

  it('loosens, names who is left with nothing, gives per-user MFA back, and ends the approval', async () => {
    const run = await cli('stop', '--state', at('state'), '--yes', '--json');
    expect([run.code, run.err]).toEqual([0, expect.any(String)]);
    const stopped = JSON.parse(run.out) as Stopped;
    expect(stopped.schema).toBe('causeway-stop/1');
    expect(stopped.policies.map((one) => one.state)).toEqual(['reportOnly']);
    expect(stopped.restorable).toHaveLength(9);
    expect(stopped.restored).toBeNull();
    expect((await enforcing()).some((name) => name.includes('cw-'))).toBe(false);
    const status = JSON.parse(
      (await cli('status', '--state', at('state'), '--json')).out,
    ) as Status;
    expect(status.state).toBe('stopped');
    const restored = await cli('stop', '--state', at('state'), '--yes', '--restore');
    expect(restored.code).toBe(0);
    expect(restored.out).toContain('Per-user MFA given back: 9');
    const back = await cli('rollback', ...approved(), '--json');
    expect([back.code, (JSON.parse(back.out) as Status).state]).toEqual([0, 'rolledBack']);
  });

  it('is heard by an apply that is running, which ends with it', async () => {
    const running = runCliUntil(['resume', ...approved(), '--until', 'ring:3'], 's22 (');
    await running.reached;
    expect((await enforcing()).some((name) => name.includes('cw-'))).toBe(true);
    const stopped = await cli('stop', '--state', at('state'), '--yes', '--json');
    expect([stopped.code, (JSON.parse(stopped.out) as Stopped).schema]).toEqual([
      0,
      'causeway-stop/1',
    ]);
    const ended = await running.ended;
    expect(ended.code).toBe(3);
    expect((await enforcing()).some((name) => name.includes('cw-'))).toBe(false);
    const status = JSON.parse(
      (await cli('status', '--state', at('state'), '--json')).out,
    ) as Status;
    expect([status.state, status.journalIntact]).toEqual(['stopped', true]);
    // Nothing goes on by itself; a person's yes is needed again.
    const back = await cli('rollback', ...approved(), '--json');
    expect([back.code, (JSON.parse(back.out) as Status).state]).toEqual([0, 'rolledBack']);
  });

  it('lists the groups that are left, and deletes one a month later, and only by its id', async () => {
    const groups = async (...words: string[]) => {
      const run = await cli('groups', ...approved(), ...words, '--json');
      return { ...run, ...(JSON.parse(run.out || '{}') as { groups: readonly Group[] }) };
    };
    const early = await groups();
    expect([early.code, early.groups.length > 0]).toEqual([0, true]);
    expect(new Set(early.groups.map(({ refusal }) => refusal?.values.expected))).toEqual(
      new Set(['groupKept']),
    );
    await bench.post('clock', { advanceMs: 31 * 86_400_000 });
    const due = (await groups()).groups;
    const free = due.find(({ refusal }) => refusal === null);
    // The policies that roll back leaves off still name theirs.
    const named = due.find(({ refusal }) => refusal?.values.expected === 'groupUnnamed');
    const kept = await cli('groups', ...approved(), '--delete', named?.groupId ?? '');
    expect([kept.code, kept.err]).toEqual([3, expect.stringContaining('no policy that names')]);
    const shown = await cli('groups', ...approved());
    expect(shown.out).toContain(`DELETE /v1.0/groups/${free?.groupId}`);
    expect((await cli('groups', ...approved(), '--delete', 's01')).code).toBe(2);
    const gone = await groups('--delete', free?.groupId ?? '');
    expect([gone.code, stateOf(gone.groups, free)]).toEqual([0, 'deleted']);
    const again = await groups('--restore', free?.groupId ?? '');
    expect([again.code, stateOf(again.groups, free)]).toEqual([0, 'there']);
  });

  it('refuses a folder without a rollout', async () => {
    const run = await cli('stop', '--state', at('nothing-here'), '--yes');
    expect(run.code).toBe(2);
    expect(run.err).toContain(at('nothing-here'));
  });
});

/** Runs a command beside the test; `reached` once it has said something on standard error. */
function runCliUntil(words: readonly string[], said: string) {
  const child = startCli(words, { CAUSEWAY_TOKEN: bench.practice.token });
  child.stdout.resume();
  let err = '';
  const ended = new Promise<{ code: number | null; err: string }>((done) => {
    child.on('close', (code) => done({ code, err }));
  });
  const reached = new Promise<void>((done, fail) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (err.includes(said)) done();
    });
    void ended.then(() => fail(new Error(`Ended before “${said}”: ${err}`)));
  });
  return { ended, reached };
}

/** Nobody listens there. */
const nowhere = ['--graph-url', 'http://127.0.0.1:9'];
