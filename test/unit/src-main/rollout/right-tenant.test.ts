import { expect, it } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import type { Step } from '../../../../shared/plan/step';
import { err, ok, type Result } from '../../../../shared/result';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import type { GetToken } from '../../../../src-main/graph/middleware/bearer';
import { emergencyStop } from '../../../../src-main/rollout/emergency-stop';
import type { Engine, Run } from '../../../../src-main/rollout/engine';
import { rightTenant, tokenReady } from '../../../../src-main/rollout/guards';
import { leaveToStop } from '../../../../src-main/rollout/leave-to-stop';
import { tickingClock } from '../../../fixtures/scripted-graph';

const own = '22222222-aaaa-4aaa-8aaa-222222222222';
const other = '33333333-aaaa-4aaa-8aaa-333333333333';
const tenantOf = (id: string) => ({ status: 200, body: JSON.stringify({ value: [{ id }] }) });

type Answer = Result<{ status: number; body: string }, Failure>;

/** A tenant that reads with one registration and writes with another, each answered by its own. */
function split(writer: Answer, reader: Answer = ok(tenantOf(own))) {
  const asked: unknown[] = [];
  const written: unknown[] = [];
  const getToken: GetToken = (purpose, options) => {
    asked.push([purpose, options?.scopes]);
    return Promise.resolve(ok(`token to ${purpose}`));
  };
  const graph = createGraphClient({
    transport: {
      ...{ kind: 'practice', origin: 'http://127.0.0.1:1', canWrite: true },
      send: ({ headers }) => {
        const isWriter = headers['authorization'] === 'Bearer token to write';
        const answer = isWriter ? writer : reader;
        return Promise.resolve(answer.ok ? ok({ headers: {}, ...answer.value }) : answer);
      },
    },
    ...{ getToken, clock: tickingClock, isPaced: false },
  });
  const plan = { steps: [], tenant: { id: own.toUpperCase() } };
  const log = { entries: [], append: (one: unknown) => Promise.resolve(ok(written.push(one))) };
  const engine = { graph, source: {}, plan, log } as unknown as Engine;
  const motion = {
    step: { id: 's', kind: 'ca.setState' } as unknown as Step,
    direction: 'forward',
  };
  const input = { engine, motion } as never;
  return { asked, written, engine, g2: () => rightTenant(input), g5: () => tokenReady(input) };
}

const scopes = ['Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'];

it('the token that will write reads its tenant itself, with what the step takes', async () => {
  const { asked, g2, g5 } = split(ok(tenantOf(own)));
  expect(await g2()).toBeNull();
  expect(asked).toEqual([['read', undefined]]);
  expect(await g5()).toBeNull();
  // Asked for first, so that a person answers before anything is sent; then carried.
  expect(asked.slice(1)).toEqual([
    ['write', scopes],
    ['write', scopes],
  ]);
});

it.each([
  ['of another tenant', ok(tenantOf(other)), { code: 'plan/wrong-tenant', actual: other }],
  [
    'that may not read it',
    ok({ status: 403, body: '{}' }),
    { code: 'plan/wrong-tenant', actual: '–' },
  ],
  ['of no tenant', ok({ status: 200, body: '{"value":[]}' }), { code: 'plan/wrong-tenant' }],
  ['that is not taken', ok({ status: 401, body: '{}' }), { code: 'graph/unauthorized' }],
  ['that gets no answer', err(failure('graph/network', { code: 'x' })), { code: 'graph/network' }],
] as const)('a token to write %s stops the step, and a stop', async (_, answer, expected) => {
  const { engine, g2, g5 } = split(answer);
  expect(await g2()).toBeNull();
  const { code, ...values } = expected;
  expect(await g5()).toMatchObject({ code, values });
  const stop = await leaveToStop(engine, { loosens: true, restores: false });
  expect(stop).toMatchObject({ code, values });
});

it.each([
  ['another tenant answers', ok(tenantOf(other)), { code: 'plan/wrong-tenant', actual: other }],
  ['nobody answers', err(failure('graph/network', { code: 'x' })), { code: 'graph/network' }],
] as const)('a stop writes nothing down where %s', async (_, answer, { code, ...values }) => {
  const { engine, written } = split(answer, answer);
  const run = { signal: new AbortController().signal } as unknown as Run;
  const stopped = await emergencyStop(engine, run, { by: 'x', how: 'cli', restore: false });
  expect(stopped).toMatchObject({ ok: false, failure: { code, values } });
  expect(written).toEqual([]);
});

it('says what to do where the tenant is not told', async () => {
  const refused = await split(ok({ status: 403, body: '{}' })).g5();
  if (refused === null) throw new Error('not refused');
  const { what, why, do: next } = describeFailure(refused, 'en');
  expect(what).toBe('Nothing shows that this is the right tenant.');
  expect(why).toContain(`It is for tenant ${own}`);
  expect(next).toContain('User.Read');
});
