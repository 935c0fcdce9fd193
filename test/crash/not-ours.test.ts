import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject } from '../../shared/json';
import { goOn } from '../fixtures/open-practice';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { arrivalsAt } from './record-check';

const quiet = { signal: goOn.signal, onEvent: () => undefined };
const methods = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

let bench: KindBench;
afterEach(() => bench.close());

async function change(path: string, body: object): Promise<void> {
  const done = await bench.source.practice?.external({ method: 'PATCH', path, body: { ...body } });
  expect(done).toMatchObject({ ok: true });
}

async function read(path: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await bench.source.graph.get(path);
  const body = answer.ok ? answer.value.json : null;
  return isJsonObject(body) ? body : {};
}

/** Carried out, then taken back whole; how many requests the way back sent. */
async function thereAndBack(): Promise<number> {
  expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  await approveTest(bench.rollout, bench.plan, 'rollBack');
  const before = (await arrivalsAt(bench.tenant)).length;
  expect(await bench.rollout.rollBack({ toStep: null, ...quiet })).toMatchObject({ ok: true });
  return (await arrivalsAt(bench.tenant)).length - before;
}

describe('what somebody else had already set as planned', { timeout: 60_000 }, () => {
  it('is a person’s state that no roll back touches', async () => {
    bench = await openKind('perUserMfa.set', { lagMs: 0 });
    const items = bench.plan.steps.at(-1)?.items ?? [];
    const [theirs, ours] = [items.at(-1), items[0]];
    expect(items.length).toBeGreaterThan(1);
    const path = (userId: string) => `/beta/users/${userId}/authentication/requirements`;
    await change(path(theirs?.userId ?? ''), { perUserMfaState: theirs?.planned });
    expect(await thereAndBack()).toBe(items.length - 1);
    const stateOf = async (userId = '') => (await read(path(userId)))['perUserMfaState'];
    expect(await stateOf(theirs?.userId)).toBe(theirs?.planned);
    expect(await stateOf(ours?.userId)).toBe(ours?.prior);
  });

  it('is a method that no roll back touches', async () => {
    bench = await openKind('method.configure', { lagMs: 0 });
    const step = bench.plan.steps.at(-1);
    const path = `${methods}/${step?.target.id ?? ''}`;
    const type = (await read(path))['@odata.type'];
    await change(path, { '@odata.type': type, ...step?.planned });
    expect(await thereAndBack()).toBe(0);
    expect(await read(path)).toMatchObject({ state: step?.planned?.['state'] });
    const ends = bench.entries().filter(({ type: kind }) => kind === 'done');
    expect(ends.at(-1)?.body).toMatchObject({ dir: 'back', why: 'not-changed' });
  });
});
