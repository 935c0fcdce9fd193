import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchDocument } from '../crash/switch-scenario';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';

interface Planned {
  readonly planHash: string;
  readonly steps: readonly { readonly id: string; readonly bundle?: string }[];
}

let folder = '';
let practice: ServedPractice;
let plan: Planned;
const at = (name: string): string => join(folder, name);
const cli = (...words: string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });

beforeAll(async () => {
  folder = quickFolder('cli-switch-open');
  const { answers, choices } = switchDocument.input;
  writeFileSync(at('scenario.json'), JSON.stringify(switchDocument));
  writeFileSync(at('answers.json'), JSON.stringify(answers));
  writeFileSync(at('choices.json'), JSON.stringify(choices));
  practice = await servePractice(['--scenario', at('scenario.json')]);
  const words = ['--graph-url', practice.graphUrl, '--answers', at('answers.json')];
  const to = ['--choices', at('choices.json'), '--out', at('a.causeway'), '--json'];
  plan = JSON.parse((await cli('plan', ...words, ...to)).out) as Planned;
}, 60_000);
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a switch that can neither end nor be taken back, by command line', () => {
  const step = (): string => plan.steps.find(({ bundle }) => bundle === 'switch')?.id ?? '';
  const approved = (): string[] => ['--state', at('state'), '--approve', plan.planHash];

  it(
    'says why it was taken back, what asks now, and the steps in the portal',
    { timeout: 120_000 },
    async () => {
      // Making the policy report comes first; after it nothing arrives for more than a minute.
      const action = { kind: 'status', status: 504, code: 'GatewayTimeout' };
      const path = '/v1.0/identity/conditionalAccess/policies/*';
      await fetch(`${practice.graphUrl}/_practice/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rules: [{ method: 'PATCH', path, nth: 2, times: 60, action }] }),
      });
      const last = plan.steps.findLast(({ bundle }) => bundle === 'switch')?.id ?? '';
      const there = ['--plan', at('a.causeway'), '--graph-url', practice.graphUrl, ...approved()];
      const run = await cli('apply', ...there, '--until', last, '--lang', 'en');
      expect([run.code, run.err]).toEqual([3, run.err]);
      expect(run.err).toContain(`Security defaults could not be turned on again (step ${step()})`);
      expect(run.err).toContain('The switch was being taken back: the policy did not read as on');
      expect(run.err).toContain('Now: Conditional Access policies ask for MFA in the meantime');
      expect(run.err).toContain('Overview › Properties › Manage security defaults');
    },
  );

  it('says the same to whoever looks later, in either language', { timeout: 60_000 }, async () => {
    const status = await cli('status', '--state', at('state'), '--json');
    expect(JSON.parse(status.out)).toMatchObject({
      state: 'needsPerson',
      stoppedBecause: {
        code: 'step/switch-open',
        values: { expected: 'switchProtected', actual: 'switchNotSeen' },
      },
    });
    const read = await cli('status', '--state', at('state'), '--lang', 'ja');
    expect(read.out + read.err).toContain('[プロパティ]');
  });
});
