import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import type { Step } from '../../../../shared/plan/step';
import type { Engine, Motion } from '../../../../src-main/rollout/engine';
import { tokenReady } from '../../../../src-main/rollout/guards';

const step = (kind: Step['kind']) => ({ id: kind, kind }) as unknown as Step;

it('asks for what its own step takes, and for a whole move at once', async () => {
  const asked: unknown[] = [];
  const checkToken = (_: string, scopes?: readonly string[]) => {
    asked.push(scopes);
    return Promise.resolve(ok(undefined));
  };
  const id = '22222222-aaaa-4aaa-8aaa-222222222222';
  const answer = { status: 200, headers: {}, json: { value: [{ id }] } };
  const get = () => Promise.resolve(ok(answer));
  const plan = { steps: [], tenant: { id } };
  const engine = { graph: { checkToken, get }, source: {}, plan } as unknown as Engine;
  const judge = (motion: Motion) => tokenReady({ engine, motion } as never);
  const [defaults, on] = [step('securityDefaults.set'), step('ca.setState')];
  const direction = 'forward';
  expect(await judge({ step: step('group.add'), direction })).toBeNull();
  expect(await judge({ step: on, direction, bundle: [on, defaults, on] })).toBeNull();
  expect(asked).toEqual([
    ['Group.ReadWrite.All'],
    [
      ...['Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'],
      'Policy.ReadWrite.SecurityDefaults',
    ],
  ]);
});
