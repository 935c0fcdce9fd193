import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder } from '../fixtures/campaign';
import { runCommand } from '../fixtures/run-command';
import { readScenario } from '../fixtures/scenario-file';

interface Person {
  readonly name: string;
  readonly upn: string;
  readonly ring: number;
}
interface Status {
  readonly planHash: string;
  readonly ringDrift: {
    readonly unread: null;
    readonly counts: { readonly joined: number; readonly left: number; readonly moved: number };
    readonly joined: readonly Person[];
    readonly left: readonly (Person & { readonly why: string })[];
  } | null;
}

const folder = quickFolder('ring-drift');
const state = join(folder, 'state');
const joining = 'enfapp2@kestrel.example';
const leaving = 'enfapp1@kestrel.example';
let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
}, 120_000);
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...words: string[]) => runCommand(words, { token: practice.token });

async function post<T>(name: string, body: object): Promise<T> {
  const response = await fetch(`${practice.graphUrl}/_practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return (text === '' ? {} : JSON.parse(text)) as T;
}

async function setEnabled(upn: string, accountEnabled: boolean): Promise<void> {
  const path = `/v1.0/users/${upn}`;
  await post('external', { method: 'PATCH', path, body: { accountEnabled } });
}

it('resume tells who joined and left the rings since the plan, and status goes on telling', async () => {
  await setEnabled(joining, false);
  const answers = join(folder, 'answers.json');
  writeFileSync(
    answers,
    JSON.stringify((readScenario('S02').input as { answers: object }).answers),
  );
  const file = join(folder, 'p.causeway');
  const graph = ['--graph-url', practice.graphUrl];
  const made = await cli('plan', ...graph, '--answers', answers, '--out', file, '--json');
  const { planHash } = JSON.parse(made.out) as Status;
  const approved = ['--state', state, '--approve', planHash];
  const first = await cli('apply', '--plan', file, ...graph, ...approved, '--json');
  expect((JSON.parse(first.out) as Status).ringDrift).toBeNull();
  const { upns } = await post<{ upns: string[] }>('emergency-access', {});
  await cli('confirm', ...approved, '--step', 's01', '--evidence', upns.join(' '));
  await setEnabled(joining, true);
  await setEnabled(leaving, false);

  const run = await cli('resume', ...approved, '--json');
  const { ringDrift, planHash: same } = JSON.parse(run.out) as Status;
  expect(same).toBe(planHash);
  expect(ringDrift?.counts).toMatchObject({ joined: 1, left: 1 });
  expect(ringDrift?.joined).toMatchObject([{ upn: joining }]);
  expect(ringDrift?.left).toMatchObject([{ upn: leaving, why: 'disabled' }]);

  const json = await cli('status', '--state', state, '--json');
  expect((JSON.parse(json.out) as Status).ringDrift).toEqual(ringDrift);
  const status = await cli('status', '--state', state);
  expect(status.out).toContain('1 person would be in a ring now and is in none of the plan');
  expect(status.out).toContain('make a new plan for them');
  expect(status.out).not.toContain(joining);
  const named = await cli('status', '--state', state, '--people');
  expect(named.out).toMatch(new RegExp(`${joining} +Ring \\d now, not in this plan`));
  expect(named.out).toContain('sign-in blocked since');
  const japanese = await cli('status', '--state', state, '--people', '--lang', 'ja');
  expect(japanese.out).toContain('現在ならリングに入るが、計画には含まれない人: 1 人');
  expect(japanese.out).toContain('この計画には含まれない');
}, 240_000);
