import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { beforeNextWrite, openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { act, applyTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

const lists = {
  'group.create': '/v1.0/groups',
  'ca.create': '/v1.0/identity/conditionalAccess/policies',
} as const;
type Create = keyof typeof lists;
const deletedItems = {
  'group.create': '/v1.0/directory/deletedItems/microsoft.graph.group',
  'ca.create': '/v1.0/identity/conditionalAccess/deletedItems/policies',
} as const;

/** The create meets this; gives what the step asks then. */
async function lose(kind: Create, action: Json, andThen?: () => Promise<void>) {
  bench = await openKind(kind, { lagMs: 0 });
  const rule = { method: 'POST', path: lists[kind], action };
  beforeNextWrite(bench, () => act(bench.source, 'faults', { rules: [rule] }));
  let acting: Promise<void> | undefined;
  const done = await applyTest(bench.rollout, null, (event) => {
    if (event.kind === 'entry' && event.entry.type === 'unknown') acting ??= andThen?.();
  });
  await acting;
  const step = bench.rollout.status().steps.find(({ id }) => id === bench.stepId);
  return { done, answers: step?.answers, why: bench.entries().at(-1)?.body['why'] };
}

/** Somebody deletes what the lost create made; gives its id. */
async function deleteMade(kind: Create): Promise<string> {
  const { graphUrl, token } = bench.tenant;
  const call = (method: string, path: string): Promise<Response> =>
    fetch(`${graphUrl}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const listed = (await (await call('GET', lists[kind])).json()) as {
    readonly value: readonly { readonly id: string; readonly displayName: string }[];
  };
  const id = listed.value.find(({ displayName }) => displayName.includes('cw-'))?.id ?? '';
  await call('DELETE', `${lists[kind]}/${id}`);
  return id;
}

const unknown = (values: object) => ({
  ok: false,
  failure: { code: 'step/outcome-unknown', values },
});
const gone = ['resend', 'adopt', 'skip'];

describe.each(['group.create', 'ca.create'] as const)('a lost %s', (kind) => {
  it('is looked for among the deleted items too', async () => {
    const lost = await lose(kind, { kind: 'reset', when: 'before' });
    expect(lost.done).toMatchObject(unknown({ why: 'notFound', deleted: 'none' }));
    expect(lost.answers).toEqual(gone);
  });

  it('was made where it lies there: it is named, and a person decides', async () => {
    let id = '';
    const lost = await lose(kind, { kind: 'dropAfterApplying' }, async () => {
      id = await deleteMade(kind);
    });
    expect(id).not.toBe('');
    expect(lost.done).toMatchObject(unknown({ why: 'deleted', object: id }));
    expect([lost.answers, lost.why]).toEqual([gone, 'deleted']);
    // Nothing was sent again by itself.
    expect(bench.entries().filter(({ type }) => type === 'sent')).toHaveLength(1);
  });

  it('says so where the sign-in may not read them', async () => {
    const closed = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    const rule = { method: 'GET', path: deletedItems[kind], times: 1_000, action: closed };
    const lost = await lose(kind, { kind: 'reset', when: 'before' }, async () => {
      await act(bench.source, 'faults', { rules: [rule] });
    });
    expect(lost.done).toMatchObject(unknown({ why: 'notFound', deleted: 'unread' }));
    expect(lost.answers).toEqual(gone);
  });
});
