import { expect, it } from 'vitest';
import { err, ok, type Result } from '../../../../shared/result';
import { verifyItems } from '../../../../src-main/rollout/verify-items';
import type { Verified } from '../../../../src-main/rollout/verify-step';

const people = Array.from({ length: 25 }, (_, n) => `person-${String(n).padStart(2, '0')}`);
const [ofSample = ''] = people;
const outside = people[24] ?? '';

interface Told {
  readonly type: string;
  readonly item: string;
  /** Reads of the list of members there had been when it was written down. */
  readonly reads: number;
}

/**
 * Reads back 25 people put into a group; `isAbsent`: whom the n-th read, from 1, does not list.
 */
async function readBack(isAbsent: (read: number, userId: string) => boolean): Promise<{
  told: readonly Told[];
  reads: number;
  result: Result<Verified, { code: string }>;
}> {
  const told: Told[] = [];
  let reads = 0;
  const items = people.map((userId) => ({ userId, prior: 'notMember', planned: 'member' }));
  const step = { id: 's01', kind: 'group.add', target: { id: 'group' }, owned: [], items };
  const engine = {
    refs: { created: () => null, evidence: () => null },
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    log: {
      state: () => ({ items: new Map(people.map((userId) => [userId, 'acked'])) }),
      append: (...drafts: readonly Told[]) => {
        told.push(...drafts.map(({ type, item }) => ({ type, item, reads })));
        return Promise.resolve(ok(undefined));
      },
    },
    graph: {
      get: () => {
        reads += 1;
        const value = people.filter((userId) => !isAbsent(reads, userId)).map((id) => ({ id }));
        return Promise.resolve(ok({ status: 200, headers: {}, text: '', json: { value } }));
      },
    },
  };
  const run = { signal: new AbortController().signal, onEvent: () => undefined };
  const motion = { step, direction: 'forward' };
  const done = await verifyItems(engine as never, run as never, motion as never);
  return { told, reads, result: done.ok ? done : err({ code: done.failure.code }) };
}

it('calls who was read once verified when the sample has been read three times', async () => {
  const { told, reads, result } = await readBack(() => false);
  expect(result).toEqual(ok('verified'));
  expect(reads).toBe(3);
  expect(told.map(({ item }) => item).sort()).toEqual(people);
  expect(new Set(told.map((one) => `${one.type} ${one.reads}`))).toEqual(new Set(['verified 3']));
});

it('reads everybody three times after one of the sample fell back', async () => {
  // At the third read one is gone; at the fourth somebody outside the sample is, once.
  const { told, reads, result } = await readBack(
    (read, userId) => (read === 3 && userId === ofSample) || (read === 4 && userId === outside),
  );
  expect(result).toEqual(ok('verified'));
  const readOf = new Map(told.map((one) => [one.item, one.reads]));
  expect(told).toHaveLength(25);
  // Who never fell back has three reads: the sample at once, the others after two more.
  expect(readOf.get(people[1] ?? '')).toBe(3);
  expect(readOf.get(people[23] ?? '')).toBe(5);
  expect(readOf.get(ofSample)).toBe(6);
  expect(readOf.get(outside)).toBe(7);
  expect(reads).toBe(7);
});

it('leaves who was read once acknowledged where the sample is not through in time', async () => {
  const { told, result } = await readBack((_, userId) => userId === ofSample);
  expect(result).toEqual(ok({ unread: null }));
  expect(told.filter(({ type }) => type === 'unknown').map(({ item }) => item)).toEqual([ofSample]);
  const verified = told.filter(({ type }) => type === 'verified').map(({ item }) => item);
  expect(verified.sort()).toEqual(people.slice(1, 20));
});

it('calls nobody verified whom no read has listed', async () => {
  const { told, result } = await readBack(() => true);
  expect(result).toEqual(ok({ unread: null }));
  expect(told.every(({ type }) => type === 'unknown')).toBe(true);
  expect(told).toHaveLength(25);
});
