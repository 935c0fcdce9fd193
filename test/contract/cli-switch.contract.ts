import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switchDocument } from '../crash/switch-scenario';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';

interface Planned {
  readonly planHash: string;
  readonly emergencyAccess: readonly string[];
  readonly steps: readonly {
    readonly id: string;
    readonly kind: string;
    readonly purpose: string;
    readonly bundle?: string;
  }[];
}
interface Simulated {
  readonly steps: readonly {
    readonly stepId: string;
    readonly changed: readonly {
      readonly after: { readonly userId: string; readonly askedBy: string };
    }[];
  }[];
}
interface State {
  readonly identitySecurityDefaultsEnforcementPolicy: { readonly isEnabled: boolean };
  readonly conditionalAccessPolicies: readonly {
    readonly displayName: string;
    readonly state: string;
  }[];
}

let folder = '';
let practice: ServedPractice;
let plan: Planned;
const at = (name: string): string => join(folder, name);
const cli = (...words: string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });
const approved = (): string[] => ['--state', at('state'), '--approve', plan.planHash];

beforeAll(async () => {
  folder = quickFolder('cli-switch');
  const { answers, choices } = switchDocument.input;
  writeFileSync(at('scenario.json'), JSON.stringify(switchDocument));
  writeFileSync(at('answers.json'), JSON.stringify(answers));
  writeFileSync(at('choices.json'), JSON.stringify(choices));
  practice = await servePractice(['--scenario', at('scenario.json')]);
}, 60_000);
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function state(): Promise<{ defaults: boolean; on: string[] }> {
  const read = (await (await fetch(`${practice.graphUrl}/_practice/state`)).json()) as State;
  return {
    defaults: read.identitySecurityDefaultsEnforcementPolicy.isEnabled,
    on: read.conditionalAccessPolicies
      .filter((policy) => policy.state === 'enabled')
      .map((policy) => policy.displayName.replace(/ cw-.*$/, '')),
  };
}

describe('from security defaults to Conditional Access and back, by command line', () => {
  const own = 'Causeway: MFA for all users, all resources';

  it('plans the switch as one move, and says so', { timeout: 60_000 }, async () => {
    const words = ['--graph-url', practice.graphUrl, '--answers', at('answers.json')];
    const to = ['--choices', at('choices.json'), '--out', at('a.causeway')];
    const run = await cli('plan', ...words, ...to, '--json');
    expect([run.code, run.err]).toEqual([0, expect.any(String)]);
    plan = JSON.parse(run.out) as Planned;
    const parts = plan.steps.filter((step) => step.bundle === 'switch');
    expect(parts.map(({ kind, purpose }) => ({ kind, purpose }))).toEqual([
      { kind: 'securityDefaults.set', purpose: 'switchToConditionalAccess' },
      { kind: 'ca.setState', purpose: 'switchToConditionalAccess' },
    ]);
    const read = await cli('plan', ...words, ...to, '--lang', 'en');
    expect(read.out).toContain('Switch: security defaults off, together with the next step');
  });

  it('judges people before and after it, as the one move it is', { timeout: 60_000 }, async () => {
    const run = await cli('simulate', '--plan', at('a.causeway'), '--json');
    const { steps } = JSON.parse(run.out) as Simulated;
    const [off, on] = plan.steps.filter((step) => step.bundle === 'switch');
    const spared = new Set(plan.emergencyAccess);
    const askedAt = (id?: string): Set<string> => {
      const changed = steps.find((step) => step.stepId === id)?.changed ?? [];
      const others = changed.filter(({ after }) => !spared.has(after.userId));
      return new Set(others.map(({ after }) => after.askedBy));
    };
    expect(askedAt(off?.id)).toEqual(new Set(['conditionalAccess']));
    expect(askedAt(on?.id)).toEqual(new Set());
  });

  it('switches, is resumed, and goes back', { timeout: 120_000 }, async () => {
    const url = ['--graph-url', practice.graphUrl];
    const last = plan.steps.findLast((step) => step.bundle === 'switch')?.id ?? '';
    const there = ['--plan', at('a.causeway'), ...url, ...approved(), '--until', last];
    const applied = await cli('apply', ...there, '--json');
    expect([applied.code, applied.err]).toEqual([0, applied.err]);
    const switched = await state();
    expect(switched.defaults).toBe(false);
    expect(switched.on).toContain(own);
    const review = plan.steps.find(
      (step) => step.kind === 'manual' && step.purpose === 'managedPolicy',
    );
    const settle = plan.steps.find(
      (step) => step.kind === 'ca.setState' && step.purpose === 'managedPolicy',
    );
    const stopped = await cli('resume', ...approved(), '--until', settle?.id ?? '', '--json');
    expect(stopped.code).toBe(3);
    const said = ['--evidence', 'none of them is kept', '--step', review?.id ?? ''];
    expect((await cli('confirm', ...approved(), ...said)).code).toBe(0);
    const resumed = await cli('resume', ...approved(), '--until', settle?.id ?? '', '--json');
    expect([resumed.code, resumed.err]).toEqual([0, resumed.err]);
    expect(await state()).toEqual({ defaults: false, on: [own] });
    const half = plan.steps.find((step) => step.bundle === 'switch')?.id ?? '';
    expect((await cli('rollback', ...approved(), '--to', half)).code).toBe(3);
    const back = await cli('rollback', ...approved(), '--json');
    expect([back.code, back.err]).toEqual([0, back.err]);
    expect(await state()).toEqual({ defaults: true, on: [] });
  });

  it(
    'hands it to people without the app: one question, both requests',
    { timeout: 60_000 },
    async () => {
      const out = ['--format', 'ps1,md', '--lang', 'en', '--out', at('out')];
      const run = await cli('export', '--plan', at('a.causeway'), ...out, '--json');
      expect(run.code).toBe(0);
      const script = readFileSync(join(at('out'), findBy('runbook.ps1')), 'utf8');
      const [off, on] = plan.steps.filter((step) => step.bundle === 'switch');
      const block = script.slice(script.indexOf(`Test-Step '${off?.id ?? ''}'`));
      const first = block.slice(0, block.indexOf('Test-Step', 1));
      expect(first).toContain('identitySecurityDefaultsEnforcementPolicy');
      expect(first).toContain(`Send-Request '${on?.id ?? ''}' 'PATCH'`);
      expect(script).not.toContain(`Confirm-Step '${on?.id ?? ''}'`);
      expect(script).not.toContain('appeared:');
      expect(readFileSync(join(at('out'), findBy('.md')), 'utf8')).toContain(
        'Taken back only as a whole',
      );
    },
  );
});

function findBy(ending: string): string {
  return readdirSync(at('out')).find((name) => name.endsWith(ending)) ?? '';
}
