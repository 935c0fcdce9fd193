import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { ok } from '../../../../shared/result';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import type { Source } from '../../../../src-main/graph/source';
import { readByPerson, type PersonReads } from '../../../../src-main/rollout/read-by-person';
import { ProgressBoard } from '../../../../src-main/rollout/read-progress';
import type { ReadControl, Tour } from '../../../../src-main/rollout/tour';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import { systemClock } from '../../../../src-main/ports/system-clock';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tickingClock } from '../../../fixtures/scripted-graph';
import { goOn } from '../../../fixtures/open-practice';

let directory = '';
let store: TenantStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const opened = openTenantStore(directory, { mode: 'write', clock: systemClock() });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `p${at}`);

interface Service {
  readonly source: Source;
  /** People asked, in the order of the calls. */
  readonly asked: string[];
  most: number;
  now: number;
}

/** Answers every person with their own name; how long a call takes is up to `delayOf`. */
function service(
  delayOf: (call: number) => number,
  onCall: (call: number) => void = () => undefined,
  isThrottled: (person: string) => boolean = () => false,
): Service {
  const asked: string[] = [];
  const state: Service = { source: null as unknown as Source, asked, most: 0, now: 0 };
  let calls = 0;
  const graph = createGraphClient({
    transport: {
      kind: 'practice',
      origin: 'https://graph.microsoft.com',
      canWrite: false,
      send: async (request) => {
        const call = calls++;
        state.now += 1;
        state.most = Math.max(state.most, state.now);
        onCall(call);
        const { requests } = JSON.parse(request.body ?? '') as {
          requests: { id: string; url: string }[];
        };
        asked.push(...requests.map((one) => one.url.slice(1)));
        await wait(delayOf(call));
        state.now -= 1;
        const responses = requests.map((one) =>
          isThrottled(one.url.slice(1))
            ? { id: one.id, status: 429, headers: { 'Retry-After': '1' } }
            : { id: one.id, status: 200, body: { name: one.url } },
        );
        return ok({ status: 200, headers: {}, body: JSON.stringify({ responses }) });
      },
    },
    getToken: null,
    clock: () => tickingClock(),
  });
  const source: Source = {
    ...{ kind: 'practice', cloud: 'global', graph, clock: graph.clock },
    ...{ tenantId: 't', signedInUserId: null, practice: null },
  };
  return Object.assign(state, { source });
}

function tourOf(source: Source, control: ReadControl = goOn): Tour {
  const left = store.snapshots.resume('t', 'practice');
  const begun = left === null ? store.snapshots.begin('t', 'practice', 'now') : ok(left);
  if (!begun.ok) throw new Error(begun.failure.code);
  const board = new ProgressBoard(
    () => 0,
    source.graph.stats,
    () => undefined,
  );
  return { source, reading: begun.value, control, board };
}

const plan = (userIds: readonly string[], onPage?: (read: number) => void): PersonReads => ({
  ...{ source: 'userMethods', path: 'x', version: 'v1.0', userIds },
  url: (userId) => `/${userId}`,
  row: (userId, part): Json =>
    part.kind === 'answer' ? [userId, (part.answer.json as { name: string }).name] : [userId],
  ...(onPage === undefined ? {} : { onPage }),
});

/** Everybody with their own answer, in the order asked. */
const inOrder = (count: number): Json => people(count).map((id) => [id, `/${id}`]);

describe('reads person by person', () => {
  it('keep many calls on the way, and the order whichever answers first', async () => {
    const slowFirst = service((call) => (call % 8 === 0 ? 25 : 1));
    const tour = tourOf(slowFirst.source);
    expect((await readByPerson(tour, plan(people(530)))).ok).toBe(true);
    expect(tour.reading.pages('x').flat()).toEqual(inOrder(530));
    expect(tour.reading.pages('x').map((page) => page.length)).toEqual([
      100, 100, 100, 100, 100, 30,
    ]);
    expect(slowFirst.most).toBeGreaterThanOrEqual(16);
    expect(slowFirst.most).toBeLessThanOrEqual(48);
    expect(slowFirst.asked).toEqual(people(530));
  });

  it('ask one call at a time where the service throttles, until it no longer does', async () => {
    const tries = new Map<string, number>();
    const strict = service(
      () => 1,
      undefined,
      (person) => {
        const times = tries.get(person) ?? 0;
        tries.set(person, times + 1);
        // One of each twenty is put off at first.
        return times === 0 && Number(person.slice(1)) % 20 === 7;
      },
    );
    const tour = tourOf(strict.source);
    expect((await readByPerson(tour, plan(people(200)))).ok).toBe(true);
    expect(tour.reading.pages('x').flat()).toEqual(inOrder(200));
    expect(strict.most).toBe(1);
  });

  it('leave nothing on the way when cancelled, and go on at the page boundary', async () => {
    const cancel = new AbortController();
    const first = service(() => 2);
    const stopped = await readByPerson(
      tourOf(first.source, { ...goOn, signal: cancel.signal }),
      plan(people(5_300), (read) => {
        if (read >= 200) cancel.abort();
      }),
    );
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    expect(first.now).toBe(0);
    const second = service(() => 1);
    const tour = tourOf(second.source);
    expect(tour.reading.rowCount('x')).toBe(200);
    expect((await readByPerson(tour, plan(people(5_300)))).ok).toBe(true);
    expect(tour.reading.pages('x').flat()).toEqual(inOrder(5_300));
    expect(second.asked[0]).toBe('p200');
  });

  it('start again where other people were read before, and not where all were', async () => {
    const first = service(() => 1);
    await readByPerson(tourOf(first.source), plan(people(40)));
    const same = service(() => 1);
    await readByPerson(tourOf(same.source), plan(people(40)));
    expect(same.asked).toEqual([]);
    const fewer = service(() => 1);
    const tour = tourOf(fewer.source);
    await readByPerson(tour, plan(people(40).slice(3)));
    expect(fewer.asked).toEqual(people(40).slice(3));
    expect(tour.reading.pages('x').flat()).toEqual((inOrder(40) as Json[]).slice(3));
  });

  it('ask nobody more while paused', async () => {
    let isPaused = false;
    let wake: () => void = () => undefined;
    const control: ReadControl = {
      ...goOn,
      isPaused: () => isPaused,
      whenResumed: () => new Promise((resolve) => (wake = resolve)),
    };
    const held = service(
      () => 1,
      (call) => {
        if (call === 5) isPaused = true;
      },
    );
    const tour = tourOf(held.source, control);
    const reading = readByPerson(tour, plan(people(530)));
    await wait(100);
    // Calls that had left when the person paused come to their end; no other leaves.
    expect(held.asked.length).toBeLessThanOrEqual(8 * 20);
    expect(held.now).toBe(0);
    isPaused = false;
    wake();
    expect((await reading).ok).toBe(true);
    expect(tour.reading.pages('x').flat()).toEqual(inOrder(530));
  });

  it('need no request for nobody', async () => {
    const idle = service(() => 1);
    const tour = tourOf(idle.source);
    expect((await readByPerson(tour, plan([]))).ok).toBe(true);
    expect(tour.reading.state('x')).toEqual({ kind: 'done' });
    expect(idle.asked).toEqual([]);
  });
});
