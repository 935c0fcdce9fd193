import { rmSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { stepRequests } from '../../shared/plan/step-requests';
import { unresolved } from '../../shared/plan/references';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';
import { readScenario } from '../fixtures/scenario-file';

let practice: ServedPractice;
let plan: Plan;
const folder = quickFolder('cli-by-hand');
const at = (file: string): string => join(folder, file);
const cli = (...words: string[]) => runCli(words, { CAUSEWAY_TOKEN: practice.token });
const approved = () => ['--state', at('state'), '--approve', plan.planHash];
const confirm = (step: string, evidence: string, ...more: string[]) =>
  cli('confirm', ...approved(), '--step', step, '--evidence', evidence, ...more);

beforeAll(async () => {
  practice = await servePractice(['--scenario', 'S02']);
  const { answers } = readScenario('S02').input as { answers: object };
  writeFileSync(at('answers.json'), JSON.stringify(answers));
  const source = ['--graph-url', practice.graphUrl, '--answers', at('answers.json')];
  await cli('plan', ...source, '--out', at('p.causeway'));
  plan = JSON.parse(readFileSync(at('p.causeway'), 'utf8')) as Plan;
}, 120_000);

afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post<T>(call: string, body: object): Promise<T> {
  const response = await fetch(`${practice.graphUrl}/_practice/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as T;
}

it('confirms a write done in the portal by reading it', { timeout: 240_000 }, async () => {
  const url = ['--graph-url', practice.graphUrl];
  await cli('apply', '--plan', at('p.causeway'), ...url, ...approved());
  const { upns } = await post<{ upns: string[] }>('emergency-access', {});
  expect((await confirm('s01', upns.join(' '))).code).toBe(0);
  const step = plan.steps[1];
  expect(step).toMatchObject({
    id: 's02',
    kind: 'method.configure',
    target: { id: 'MicrosoftAuthenticator' },
  });
  if (step === undefined) return;
  const early = await confirm('s02', 'Set by hand, ticket 4711');
  expect(early.code).toBe(3);
  expect(early.err).toContain('isSoftwareOathEnabled: false → true');
  const made = stepRequests(step, { ...unresolved, liveOwned: null });
  for (const { method, version, path, body } of made.ok ? made.value : []) {
    await post('external', { method, path: `/${version}${path}`, body });
  }
  await post('clock', { advanceMs: 60_000 });
  const path = '*/authenticationMethodConfigurations/MicrosoftAuthenticator';
  const silent = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
  await post('faults', { rules: [{ method: 'GET', path, times: 1_000, action: silent }] });
  const unread = await confirm('s02', 'Set by hand, ticket 4711');
  expect(unread.code).toBe(2);
  expect((await cli('journal', '--state', at('state'))).out).not.toContain('Set by hand');
  await post('faults', { rules: [] });
  const done = await confirm('s02', 'Set by hand, ticket 4711', '--json');
  expect(done.code).toBe(0);
  const { steps } = JSON.parse(done.out) as { steps: { id: string; status: string }[] };
  expect(steps.find(({ id }) => id === 's02')?.status).toBe('DONE');
  const record = await cli('journal', '--state', at('state'));
  expect(record.out).toContain('Set by hand, ticket 4711');
  const history = await fetch(`${practice.graphUrl}/_practice/history`);
  const { writes } = (await history.json()) as { writes: { external: boolean }[] };
  expect(writes.map(({ external }) => external)).toEqual([true]);
});
