import { expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import { carryOut } from '../../../../src-main/cli/carry-out';
import type { CliContext } from '../../../../src-main/cli/context';
import { Output } from '../../../../src-main/cli/output';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { planScenario } from '../../shared/plan/plans';

const { plan } = planScenario('S02');
const { planHash } = plan;

it('names who a step would leave without a method, and keeps ids in JSON', async () => {
  const [first, second] = plan.people;
  const ids = [first?.id ?? '', second?.id ?? ''];
  const reason = failure('guardrail/last-method', {
    step: plan.steps[0]?.id ?? '',
    count: '2',
    people: ids.join(', '),
  });
  const written = { out: '', err: '' };
  const output = new Output(
    {
      out: { write: (text: string) => (written.out += text) },
      err: { write: (text: string) => (written.err += text) },
    },
    'en',
    'UTC',
    true,
    () => 0,
  );
  const status = {
    ...{ rolloutId: 'r1', planHash, steps: [], until: null, graphUrl: null },
    ...{ backRange: null, moved: [], ringDrift: null, newcomers: {} },
    state: 'needsPerson' as const,
  };
  const rollout: Pick<Rollout, 'status' | 'verifyChain'> = {
    status: () => status,
    verifyChain: () => ({ state: 'intact' }),
  };
  const context: Pick<CliContext, 'output' | 'signal'> = {
    output,
    signal: new AbortController().signal,
  };
  const code = await carryOut(context as CliContext, {
    handle: { rollout: rollout as Rollout, plan, directory: 'folder', close: () => undefined },
    until: null,
    graphUrl: '',
    act: () => Promise.resolve(err(reason)),
  });
  expect(code).toEqual({ ok: true, value: 3 });
  expect(written.err).toContain(`${first?.name} and ${second?.name}`);
  for (const id of ids) expect(written.err).not.toContain(id);
  const document = JSON.parse(written.out) as { stoppedBecause: { values: { people: string } } };
  expect(document.stoppedBecause.values.people).toBe(ids.join(', '));
});
