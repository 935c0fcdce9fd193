import { expect, it } from 'vitest';
import * as v from 'valibot';
import { ok } from '../../../../shared/result';
import { readMethodsPolicy } from '../../../../src-main/rollout/read-methods-policy';
import type { Tour } from '../../../../src-main/rollout/tour';
import { scripted } from '../../../fixtures/scripted-graph';

const policy = {
  id: 'authenticationMethodsPolicy',
  displayName: '認証方法のポリシー',
  authenticationMethodConfigurations: [],
};

/** What is kept as the size of the policy that the service answers with in these words. */
async function bytesOf(body: string): Promise<unknown> {
  const kept = new Map<string, unknown>();
  const reading = {
    state: () => null,
    page: (name: string, [row]: readonly unknown[]) => ok(void kept.set(name, row)),
    restart: () => ok(undefined),
    settle: () => ok(undefined),
  };
  const tour = {
    reading,
    board: { reading: () => undefined, settled: () => undefined },
    source: { graph: scripted('https', [{ status: 200, body }]).client, cloud: 'global' },
    control: { signal: new AbortController().signal, isPaused: () => false },
  };
  await readMethodsPolicy(tour as unknown as Tour, v.looseObject({}));
  return kept.get('policyBytes');
}

it('counts the policy as it is stored and sent, however an answer is laid out', async () => {
  const compact = JSON.stringify(policy);
  const bytes = Buffer.byteLength(compact, 'utf8');
  expect(await bytesOf(compact)).toBe(bytes);
  expect(await bytesOf(JSON.stringify(policy, null, 4))).toBe(bytes);
  const escaped = compact.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
  expect(escaped.length).toBeGreaterThan(bytes);
  expect(await bytesOf(escaped)).toBe(bytes);
});
