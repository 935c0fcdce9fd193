import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';

let folder = '';
let practice: ServedPractice;
const at = (name: string): string => join(folder, name);
const run = (...words: readonly string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });

beforeAll(async () => {
  folder = quickFolder('operator');
  practice = await servePractice(['--scenario', 'S12']);
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('an operator who would lock themselves out', () => {
  it('is refused a plan that turns their only method off, by name', async () => {
    const off = { value: 'off', reason: 'over', by: 'a@b.example', at: '2026-11-20T09:00:00Z' };
    const methods = { Sms: off, Voice: off };
    writeFileSync(at('c.json'), JSON.stringify({ schema: 'causeway-choices/1', methods }));
    const words = ['--graph-url', practice.graphUrl, '--choices', at('c.json')];
    const refused = await run('plan', ...words, '--out', at('off.causeway'));
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('guardrail/choice-last-method');
    expect(refused.err).toContain('partner@quayside.example');
    expect(existsSync(at('off.causeway'))).toBe(false);
  });

  it('cannot say that they have registered while the tenant shows that they have not', async () => {
    const path = at('a.causeway');
    const made = await run('plan', '--graph-url', practice.graphUrl, '--out', path, '--json');
    const plan = JSON.parse(made.out) as Plan;
    const own = plan.steps.find((step) => step.manual?.id === 'secure_operator');
    const hash = ['--approve', plan.planHash];
    const state = ['--state', at('state')];
    const applied = await run(
      ...['apply', '--plan', path, '--graph-url', practice.graphUrl],
      ...[...state, ...hash],
    );
    expect(applied.code).toBe(3);
    const word = ['--step', own?.id ?? '', '--evidence', 'I have registered a passkey.'];
    const confirm = () => run('confirm', ...state, ...word, ...hash);
    const refused = await confirm();
    expect([refused.code, refused.out]).toEqual([3, '']);
    expect(refused.err).toContain('guardrail/blocker-open');
    expect(refused.err).toContain(
      'Your account holds no lasting method that the planned policy allows.',
    );

    const answer = await fetch(`${practice.graphUrl}/_practice/register-people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ users: own?.manual?.userIds ?? [] }),
    });
    expect(answer.ok).toBe(true);
    expect((await confirm()).code).toBe(0);
  });
});
