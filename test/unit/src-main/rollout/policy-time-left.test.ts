import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { sha256 } from '../../../../src-main/files/sha256';
import type { Engine } from '../../../../src-main/rollout/engine';
import { lookAtPolicy, policyTimeLeft } from '../../../../src-main/rollout/policy-baseline';

const method = (id: string, state: string): JsonObject => ({ id, state });
const policy = (changed: JsonObject = {}): JsonObject => ({
  lastModifiedDateTime: '2026-11-29T12:00:00Z',
  reconfirmationInDays: 0,
  authenticationMethodConfigurations: [method('Fido2', 'disabled'), method('Sms', 'disabled')],
  ...changed,
});
const methods = (...list: JsonObject[]) => ({ authenticationMethodConfigurations: list });
const step = {
  ...{ id: 's01', kind: 'method.configure', target: { id: 'Fido2' }, owned: ['state'] },
  ...{ prior: { state: 'disabled' }, planned: { state: 'enabled' } },
} as unknown as Step;

/** The time left by our write, of a policy that was and then is this. */
async function left(was: JsonObject, now: JsonObject): Promise<string | null> {
  const entries: object[] = [];
  const engineOf = (json: JsonObject): Engine => {
    const get = () => Promise.resolve({ ok: true, value: { status: 200, headers: {}, json } });
    return {
      ...{ graph: { get }, sha256, refs: { created: () => null, evidence: () => null } },
      log: { entries, ofStep: () => entries },
      plan: { baseline: { authenticationMethodsPolicy: { kind: 'unread' } } },
    } as unknown as Engine;
  };
  const { restHash } = await lookAtPolicy(engineOf(was), step);
  entries.push({ type: 'preflight', body: { policyRest: restHash } });
  return policyTimeLeft(engineOf(now), step);
}

const on = methods(method('Fido2', 'enabled'), method('Sms', 'disabled'));

it('is the time of a policy in which only the step changed something', async () => {
  expect(await left(policy(), policy(on))).toBe('2026-11-29T12:00:00Z');
});

it.each([
  ['another field', policy({ ...on, reconfirmationInDays: 7 })],
  ['another method', policy(methods(method('Fido2', 'enabled'), method('Sms', 'enabled')))],
  ['what the step set', policy()],
])('is none where somebody else changed %s meanwhile', async (_, now) => {
  expect(await left(policy(), now)).toBeNull();
});
