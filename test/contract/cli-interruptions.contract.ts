import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, startCli, type ServedPractice } from '../fixtures/run-cli';
import { readScenario } from '../fixtures/scenario-file';

let folder = '';
let practice: ServedPractice;
let planHash = '';
const at = (name: string) => join(folder, name);
const cli = (...words: string[]) => runCli(words, { CAUSEWAY_TOKEN: practice.token });
const approved = () => ['--state', at('state'), '--approve', planHash];

async function post<T>(name: string, body: object): Promise<T> {
  const response = await fetch(`${practice.graphUrl}/_practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as T;
}

beforeAll(async () => {
  folder = quickFolder('hold');
  practice = await servePractice(['--scenario', 'S02', '--latency', '20']);
  const { answers } = readScenario('S02').input as { answers: object };
  writeFileSync(at('answers.json'), JSON.stringify(answers));
  const source = ['--graph-url', practice.graphUrl, '--answers', at('answers.json')];
  const plan = await cli('plan', ...source, '--out', at('p.causeway'), '--json');
  planHash = (JSON.parse(plan.out) as { planHash: string }).planHash;
  const apply = ['apply', '--plan', at('p.causeway'), '--graph-url', practice.graphUrl];
  await cli(...apply, ...approved());
  const { upns } = await post<{ upns: string[] }>('emergency-access', {});
  await cli('confirm', ...approved(), '--step', 's01', '--evidence', upns.join(' '));
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Resumes and presses Ctrl+C as soon as a step has begun. */
function interrupt(stepId: string): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done) => {
    const words = ['resume', ...approved(), '--json'];
    const child = startCli(words, { CAUSEWAY_TOKEN: practice.token });
    const written = { out: '', err: '' };
    let isPressed = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (written.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written.err += text;
      if (isPressed || !written.err.includes(`${stepId} (`)) return;
      isPressed = true;
      child.kill('SIGINT');
    });
    child.on('close', (code) => done({ code, ...written }));
  });
}

describe('a rollout that is interrupted', () => {
  it('holds at a safe boundary on Ctrl+C and says how to go on', async () => {
    const run = await interrupt('s03');
    expect(run.code).toBe(3);
    expect(run.err).toContain('Holding at the next safe point');
    expect(run.err).toContain(`causeway resume --state ${at('state')} --approve ${planHash}`);
    const status = JSON.parse(run.out) as {
      stoppedBecause: { code: string };
      journalIntact: boolean;
      stepsDone: number;
    };
    expect(status.stoppedBecause.code).toBe('step/cancelled');
    expect(status.journalIntact).toBe(true);
    expect(status.stepsDone).toBeGreaterThan(0);
  });

  it('is refused with exit 4 and three columns when somebody changed the tenant meanwhile', async () => {
    const id = 'TemporaryAccessPass';
    const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
    await post('external', {
      method: 'PATCH',
      path: `/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${id}`,
      body: { '@odata.type': type, state: 'enabled', isUsableOnce: false },
    });
    const run = await cli('resume', ...approved(), '--json');
    expect(run.code).toBe(4);
    expect(run.err).toContain(
      'Someone changed this after the plan was made. Nothing of this step is in the tenant.',
    );
    const status = JSON.parse(run.out) as {
      state: string;
      nextStep: string;
      steps: { id: string; drift: Record<string, unknown> | null }[];
    };
    expect(status.state).toBe('drift');
    const drifted = status.steps.find((step) => step.id === status.nextStep);
    const { names, ...columns } = drifted?.drift ?? {};
    expect([Object.keys(columns).sort(), names]).toEqual([['now', 'planned', 'prior'], []]);
  });

  it('reports with exit 5 what could not be read', async () => {
    const tenantId = '9f1c3a52-0000-4000-8000-00000000aaaa';
    const head = { schema: 'causeway-capture/1', capturedAt: '2026-11-22T12:00:00Z' };
    const capture = { ...head, cloud: 'global', tenantId, responses: [] };
    writeFileSync(at('empty-capture.json'), JSON.stringify(capture));
    const run = await runCli(['assess', '--capture', at('empty-capture.json'), '--json']);
    expect(run.code).toBe(5);
    const assessment = JSON.parse(run.out) as {
      recommendation: { enforcement: string };
      unread: { source: string; reason: string }[];
    };
    expect(assessment.recommendation.enforcement).toBe('notAssessed');
    expect(assessment.unread).toContainEqual({ source: 'users', reason: 'notCaptured' });
  });
});
