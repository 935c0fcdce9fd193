import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rehearsal } from '../../shared/plan/rehearsal';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';
import { readScenario } from '../fixtures/scenario-file';

interface Status {
  readonly schema: string;
  readonly state: string;
  readonly nextStep: string | null;
  readonly stepsDone: number;
  readonly journalIntact: boolean;
  readonly stoppedBecause: { readonly code: string } | null;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}
interface Plan {
  readonly planHash: string;
  readonly steps: readonly { readonly id: string; readonly kind: string; readonly ring?: number }[];
  readonly people: readonly { readonly upn: string; readonly isStaff: boolean }[];
}

let folder = '';
let practice: ServedPractice;
let planned: Plan;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = quickFolder('journey');
  practice = await servePractice(['--scenario', 'S02']);
  const { answers } = readScenario('S02').input as { answers: object };
  writeFileSync(at('answers.json'), JSON.stringify(answers));
});
afterAll(async () => {
  expect(await practice.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...words: string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });
const source = () => ['--graph-url', practice.graphUrl, '--answers', at('answers.json')];
const approved = () => ['--state', at('state'), '--approve', planned.planHash];
const parsed = <T>(run: CliRun): T => JSON.parse(run.out) as T;

async function post<T>(name: string, body: object): Promise<T> {
  const response = await fetch(`${practice.graphUrl}/_practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** The tenant's state without what people registered meanwhile and what creating leaves behind. */
async function ownedState(): Promise<unknown> {
  const state = (await (await fetch(`${practice.graphUrl}/_practice/state`)).json()) as {
    authenticationMethodsPolicy: object;
    identitySecurityDefaultsEnforcementPolicy: object;
    conditionalAccessPolicies: { displayName: string; state: string }[];
    groups: { displayName: string }[];
    users: { id: string; perUserMfaState?: string; methodsRegistered: string[] }[];
  };
  const isOurs = ({ displayName }: { displayName: string }) => displayName.includes(' cw-');
  return {
    policy: state.authenticationMethodsPolicy,
    defaults: state.identitySecurityDefaultsEnforcementPolicy,
    policies: state.conditionalAccessPolicies.filter((policy) => !isOurs(policy)),
    ourPoliciesOn: state.conditionalAccessPolicies.filter(
      (policy) => isOurs(policy) && policy.state !== 'disabled',
    ),
    groups: state.groups.filter((group) => !isOurs(group)),
    perUser: Object.fromEntries(
      state.users.map(({ id, perUserMfaState, methodsRegistered }) => [
        id,
        // Entra itself moves `enabled` to `enforced` once the person has registered.
        perUserMfaState === 'enabled' && methodsRegistered.length > 0
          ? 'enforced'
          : perUserMfaState,
      ]),
    ),
  };
}

describe('from a practice tenant to a rollout and back, by command line', () => {
  it('assesses: JSON alone on standard output, the scenario’s figures', async () => {
    const run = await cli('assess', ...source(), '--json');
    expect(run.code).toBe(0);
    const assessment = parsed<{ schema: string; counts: Record<string, number> }>(run);
    expect(assessment.schema).toBe('causeway-assessment/1');
    const { counts } = readScenario('S02').expected as { counts: Record<string, number> };
    expect(assessment.counts).toMatchObject(counts);
  });

  it('captures, and the capture gives the same snapshot hash', async () => {
    const captured = await cli('capture', ...source(), '--out', at('c.json'));
    expect(captured.code).toBe(0);
    const hashOf = async (...words: string[]) =>
      parsed<{ snapshotHash: string }>(await cli('assess', ...words, '--json')).snapshotHash;
    const live = await hashOf(...source(), '--save-snapshot', at('snapshot.json'));
    const answers = ['--answers', at('answers.json')];
    expect(await hashOf('--capture', at('c.json'), ...answers)).toBe(live);
    expect(await hashOf('--snapshot', at('snapshot.json'), ...answers)).toBe(live);
  });

  it('plans the same plan twice, and prints for people in both languages', async () => {
    const first = await cli('plan', ...source(), '--out', at('a.causeway'), '--json');
    const second = await cli('plan', ...source(), '--out', at('b.causeway'), '--json');
    planned = parsed<Plan>(first);
    expect(parsed<Plan>(second).planHash).toBe(planned.planHash);
    expect(readFileSync(at('a.causeway'), 'utf8')).toBe(first.out);
    const english = await cli('plan', ...source(), '--out', at('c.causeway'));
    expect(english.out).toMatch(/From 1 Feb 2027: 6 people and 1 other account can’t sign in/);
    expect(english.out).toContain(planned.planHash);
    const japanese = await cli('plan', ...source(), '--out', at('c.causeway'), '--lang', 'ja');
    expect(japanese.out).toContain('2027/02/01 から: 6 人とその他の 1 アカウントが');
    for (const { out } of [english, japanese]) expect(out).not.toMatch(/undefined|_title|why_/);
  });

  it('simulates and exports from the plan file alone', async () => {
    const simulated = await runCli(['simulate', '--plan', at('a.causeway'), '--json']);
    expect(parsed<{ steps: { stepId: string }[] }>(simulated).steps[0]?.stepId).toBe('start');
    const exported = await runCli(
      ['export', '--plan', at('a.causeway'), '--format', 'html,csv,json'].concat([
        ...['--lang', 'both', '--hide-names', '--out', at('exports')],
      ]),
    );
    expect(exported.code).toBe(0);
    expect(readdirSync(at('exports'))).toContain('report.html');
    const page = readFileSync(join(at('exports'), 'report.html'), 'utf8');
    for (const { upn } of planned.people) expect(page).not.toContain(upn);
  });

  it('rehearses the way back from the plan file alone, step by step', async () => {
    const words = ['rehearse', '--plan', at('a.causeway')];
    const rehearsed = await runCli([...words, '--json']);
    expect(rehearsed.code).toBe(0);
    const { schema, isRestored, steps } = parsed<Rehearsal>(rehearsed);
    expect([schema, isRestored]).toEqual(['causeway-rehearsal/1', true]);
    expect(steps.map(({ stepId }) => stepId)).toEqual(planned.steps.map(({ id }) => id));
    const read = await runCli([...words, '--lang', 'ja']);
    expect(read.out).toContain('すべて元に戻りました');
    expect(read.out).not.toMatch(/undefined|term_|_title/);
  });

  it('stops at a manual step, refuses weak evidence, takes good evidence', async () => {
    const run = await cli(
      ...['apply', '--plan', at('a.causeway'), '--graph-url', practice.graphUrl],
      ...[...approved(), '--until', 'ring:0', '--json'],
    );
    expect(run.code).toBe(3);
    const status = parsed<Status>(run);
    expect(status).toMatchObject({ schema: 'causeway-status/1', state: 'needsPerson' });
    expect(status.stoppedBecause?.code).toBe('step/needs-person');
    const { upns } = await post<{ upns: string[] }>('emergency-access', {});
    const confirm = (evidence: string) =>
      cli('confirm', ...approved(), '--step', status.nextStep ?? '', '--evidence', evidence);
    expect((await confirm(upns[0] ?? '')).code).toBe(3);
    expect((await confirm(upns.join(' '))).code).toBe(0);
  });

  it('goes on to the end of ring 0 once people have registered, and keeps --until', async () => {
    const before = await ownedState();
    const first = await cli('resume', ...approved(), '--json');
    expect(first.code).toBe(3);
    const open = parsed<Status>(first).nextStep ?? '';
    const step = ['confirm', ...approved(), '--step', open, '--evidence', 'Ticket 4711, done'];
    expect((await cli(...step)).code).toBe(0);
    const users = planned.people.filter((one) => one.isStaff).map(({ upn }) => upn);
    await post('register-people', { users });
    const second = await cli('resume', ...approved(), '--json');
    expect([second.code, second.err.split('\n').slice(-6)]).toEqual([0, expect.anything()]);
    const status = parsed<Status>(second);
    const last = planned.steps.findLast(({ ring }) => ring === 0);
    expect(status.steps.find(({ id }) => id === last?.id)?.status).toBe('DONE');
    expect(status.steps.find(({ id }) => id === status.nextStep)?.status).toBe('PENDING');
    expect(second.err).toMatch(/s\d+ \(\d+ of \d+\): /);
    expect(await ownedState()).not.toEqual(before);
  });

  it('shows the status without a token, and refuses another plan in the same folder', async () => {
    const status = await runCli(['status', '--state', at('state'), '--json']);
    expect(status.code).toBe(0);
    expect(parsed<Status>(status)).toMatchObject({ journalIntact: true });
    expect((await runCli(['status', '--state', at('state')])).out).toContain('Kestrel Surveyors');
    const choice = { value: 'mfaEverywhere', reason: 'r', by: 'b', at: '2026-11-22' };
    const choices = { schema: 'causeway-choices/1', locationParity: choice };
    writeFileSync(at('choices.json'), JSON.stringify(choices));
    const other = parsed<Plan>(
      await cli(
        ...['plan', '--snapshot', at('snapshot.json'), '--answers', at('answers.json')],
        ...['--choices', at('choices.json'), '--out', at('other.causeway'), '--json'],
      ),
    );
    expect(other.planHash).not.toBe(planned.planHash);
    const run = await cli(
      ...['apply', '--plan', at('other.causeway'), '--graph-url', practice.graphUrl],
      ...['--state', at('state'), '--approve', other.planHash],
    );
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain('plan/other-plan-here');
  });

  it('rolls everything back to the state before the first write', async () => {
    const run = await cli('rollback', ...approved(), '--json');
    expect(run.code).toBe(0);
    expect(parsed<Status>(run)).toMatchObject({ state: 'rolledBack', nextStep: null });
    const fresh = await servePractice(['--scenario', 'S02']);
    const keep = practice;
    try {
      const after = (await ownedState()) as { perUser: Record<string, string> };
      practice = fresh;
      const prior = (await ownedState()) as { perUser: Record<string, string> };
      // The emergency access accounts were made by hand meanwhile; registered people moved on.
      const perUser = Object.entries(after.perUser)
        .filter(([id]) => id in prior.perUser)
        .map(([id, state]) => [
          id,
          prior.perUser[id] === 'enabled' && state === 'enforced' ? 'enabled' : state,
        ]);
      expect({ ...after, perUser: Object.fromEntries(perUser) as object }).toEqual(prior);
    } finally {
      practice = keep;
      await fresh.stop();
    }
  });

  it('leaves the roll-back kit beside the journal', () => {
    const names = readdirSync(at('state'), { recursive: true }).map(String);
    expect(names.some((name) => name.endsWith('roll-back-kit.html'))).toBe(true);
  });
});
