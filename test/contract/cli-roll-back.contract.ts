import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { cliRingOne, type CliRingOne } from '../fixtures/cli-ring-one';

interface Status {
  readonly state: string;
  readonly backPerson: string | null;
  readonly stoppedBecause: { readonly code: string } | null;
  readonly moved: readonly {
    readonly step: string;
    readonly item: string | null;
    readonly written: unknown;
    readonly now: unknown;
    readonly before: unknown;
    readonly ways: readonly string[];
  }[];
  readonly steps: readonly {
    readonly id: string;
    readonly status: string;
    readonly items: { readonly skipped: number } | null;
  }[];
}

let bench: CliRingOne;
let plan: Plan;
beforeAll(async () => {
  bench = await cliRingOne('roll-back');
  plan = JSON.parse(readFileSync(bench.at('p.causeway'), 'utf8')) as Plan;
}, 240_000);
afterAll(() => bench.close());

const rollback = (...words: string[]) => bench.cli('rollback', ...bench.approved(), ...words);
const statusIn = (out: string): Status => JSON.parse(out) as Status;
const clearing = () => plan.steps.find((one) => one.kind === 'perUserMfa.set' && one.ring === 0);
const policy = () =>
  plan.steps.find((one) => one.kind === 'ca.setState' && one.planned?.['state'] === 'enabled');

describe('rollback on the command line', { timeout: 240_000 }, () => {
  it('takes one person back with --person, and nobody else', async () => {
    const [person] = clearing()?.items ?? [];
    const unknown = await rollback('--person', 'nobody@kestrel.example');
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toContain('nobody@kestrel.example');
    expect((await rollback('--person', person?.upn ?? '', '--all')).code).toBe(2);
    const run = await rollback('--person', person?.upn.toUpperCase() ?? '', '--json');
    expect(run.code).toBe(0);
    const status = statusIn(run.out);
    expect(status).toMatchObject({ backPerson: null, stoppedBecause: null, moved: [] });
    const step = status.steps.find(({ id }) => id === clearing()?.id);
    expect(step).toMatchObject({ status: 'DONE', items: { skipped: 1 } });
    const answer = await fetch(
      `${bench.practice.graphUrl}/beta/users/${person?.userId}/authentication/requirements`,
      { headers: { authorization: `Bearer ${bench.practice.token}` } },
    );
    expect(await answer.json()).toMatchObject({ perUserMfaState: person?.prior });
  });

  it('tells what moved before anything is taken back, and goes on as it is told', async () => {
    const url = `${bench.practice.graphUrl}/v1.0/identity/conditionalAccess/policies`;
    const headers = { authorization: `Bearer ${bench.practice.token}` };
    const { value } = (await (await fetch(url, { headers })).json()) as {
      value: { id: string; state: string }[];
    };
    const enabled = value.find(({ state }) => state === 'enabled');
    const path = `/v1.0/identity/conditionalAccess/policies/${enabled?.id}`;
    await bench.post('external', { method: 'PATCH', path, body: { state: 'disabled' } });
    await bench.post('clock', { advanceMs: 60_000 });

    const asked = await rollback('--json');
    expect(asked.code).toBe(4);
    const { moved, stoppedBecause } = statusIn(asked.out);
    expect(stoppedBecause?.code).toBe('step/moved-since');
    expect(moved).toMatchObject([
      {
        ...{ step: policy()?.id, item: null, written: { state: 'enabled' } },
        ...{ now: { state: 'disabled' }, ways: ['putBack', 'leave', 'stop'] },
      },
    ]);
    const id = policy()?.id ?? '';
    const printed = await rollback('--lang', 'ja');
    expect(printed.code).toBe(4);
    expect(printed.out).toContain(`--moved ${id}=put-back|leave|stop`);
    expect(printed.out).toContain('計画で設定した値: {"state":"enabled"}');
    expect((await bench.cli('status', '--state', bench.at('state'))).out).toContain(
      `--moved ${id}=`,
    );
    expect((await rollback('--moved', `${id}=burn`)).code).toBe(2);
    expect((await rollback('--moved', 's999=leave')).code).toBe(2);

    const left = await rollback('--moved', `${id}=leave`, '--json');
    expect(left.code).toBe(0);
    expect(statusIn(left.out).steps.find((one) => one.id === id)?.status).toBe('SKIPPED');
    const after = (await (await fetch(url, { headers })).json()) as {
      value: { id: string; state: string }[];
    };
    expect(after.value.find((one) => one.id === enabled?.id)?.state).toBe('disabled');
  });
});
