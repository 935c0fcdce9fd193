import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { ReadView } from '../../../../shared/ipc/home-contract';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { ReadSession } from '../../../../src-main/workspace/read-session';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const { snapshot } = scenarioSnapshot(readScenario('S02'));
const done = (value: Snapshot) => ({ ok: true as const, value });

function session() {
  const seen: ReadView[] = [];
  return { seen, reading: new ReadSession((view) => seen.push(view)) };
}

describe('a reading tour on screen', () => {
  it('ends with what was read', async () => {
    const { seen, reading } = session();
    await reading.run(() => Promise.resolve(done(snapshot)));
    expect(seen[0]?.state).toBe('reading');
    expect(seen.at(-1)).toMatchObject({ state: 'done', users: 44, percent: 100 });
    expect(seen.at(-1)?.perUserMfa).toMatchObject({ bulk: 'trusted' });
  });

  it('stops at a boundary when paused and goes on when asked', async () => {
    const { seen, reading } = session();
    let wasPaused = false;
    const run = reading.run(async (control) => {
      reading.pause();
      wasPaused = control.isPaused();
      const resumed = control.whenResumed();
      reading.resume();
      await resumed;
      return done(snapshot);
    });
    await run;
    expect(wasPaused).toBe(true);
    expect(seen.map((view) => view.state)).toEqual(['reading', 'paused', 'reading', 'done']);
  });

  it('says while reads wait for the network, and never after its end', async () => {
    const { seen, reading } = session();
    let tell: (waiting: number) => void = () => undefined;
    await reading.run((control) => {
      tell = control.onNetwork;
      for (const waiting of [1, 2, 1, 0]) tell(waiting);
      return Promise.resolve(done(snapshot));
    });
    tell(1);
    const lost = seen.map((view) => view.isNetworkLost);
    expect(lost).toEqual([false, true, true, true, false, false]);
  });

  it.each(['resume', 'cancel'] as const)(
    'wakes every list that waits, whichever stopped last: %s',
    async (how) => {
      const { reading } = session();
      let woken = 0;
      await reading.run(async (control) => {
        reading.pause();
        const lists = [0, 1, 2].map(async () => {
          await control.whenResumed();
          woken += 1;
        });
        reading[how]();
        await Promise.all(lists);
        return done(snapshot);
      });
      expect(woken).toBe(3);
    },
  );

  it('lets a list go on that asks after the person has resumed', async () => {
    const { reading } = session();
    await reading.run(async (control) => {
      reading.pause();
      reading.resume();
      await control.whenResumed();
      return done(snapshot);
    });
    expect(reading.view.state).toBe('done');
  });

  it('says cancelled, not failed, when the person cancelled', async () => {
    const { seen, reading } = session();
    await reading.run((control) => {
      reading.cancel();
      expect(control.signal.aborted).toBe(true);
      return Promise.resolve({ ok: false as const, failure: failure('step/cancelled') });
    });
    expect(seen.at(-1)).toMatchObject({ state: 'cancelled', failure: null });
    expect(reading.isRunning).toBe(false);
  });

  it('keeps the failure of a tour that could not go on', async () => {
    const { seen, reading } = session();
    await reading.run(() =>
      Promise.resolve({ ok: false as const, failure: failure('graph/network', { code: 'x' }) }),
    );
    expect(seen.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'graph/network' } });
  });

  it('tells of a reading from before this start which sources were not read', () => {
    const { reading } = session();
    const refused = { code: 'refused', status: 403, graphCode: 'Forbidden' } as const;
    const { stagedRollout: _, ...rest } = snapshot;
    const group = { kind: 'unread', reason: { code: 'notFound' } } as const;
    const signIns = { kind: 'unread', reason: refused } as const;
    reading.showFinished({ ...rest, signIns, groupMembers: { g1: group } });
    const row = (name: string) => reading.view.sources.find(({ source }) => source === name);
    expect(row('users')).toMatchObject({ state: 'done', count: 44, reason: null });
    expect(row('stagedRollout')).toMatchObject({ state: 'notNeeded' });
    expect(row('signIns')).toMatchObject({
      ...{ state: 'unread', count: 0, reason: 'refused' },
      ...{ status: 403, graphCode: 'Forbidden' },
    });
    expect(row('groupMembers')).toMatchObject({ state: 'unread', reason: 'notFound' });
  });
});
