import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PacingBuckets, type PacingLevels } from '../../../../src-main/graph/pacing-buckets';
import { wallOf } from '../../../../src-main/graph/steady-time';
import { systemClock } from '../../../../src-main/ports/system-clock';
import { reached } from '../../../fixtures/campaign';
import { computerClock } from '../../../fixtures/computer-clock';
import { chargeOf } from '../../../fixtures/paced-requests';

const hour = 3_600_000;
const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);
const writes = chargeOf('writes');
const refusalOf = (ms: number, status = 429) => ({
  ...{ status, headers: { 'retry-after': String(ms / 1000) } },
});

function diskOf() {
  const disk: { levels: PacingLevels } = { levels: {} };
  const save = (levels: PacingLevels): void => void (disk.levels = levels);
  return { disk, memory: { load: () => disk.levels, save } };
}

describe('a wait', () => {
  it.each([hour, -hour])('is as long as asked, the time set by %i ms in its middle', async (ms) => {
    const { true: time, clock, set } = computerClock();
    const buckets = new PacingBuckets({ clock, isModelled: true });
    buckets.answered(writes, refusalOf(600_000), clock.steady());
    const start = time.at;
    const first = buckets.enter(writes);
    const setting = time.sleep(300_000).then(() => set(ms));
    // Enters after the time was set.
    const second = setting.then(() => buckets.enter(writes));
    await time.run(first);
    expect(time.at - start).toBeGreaterThanOrEqual(600_000);
    expect(time.at - start).toBeLessThan(600_100);
    await time.run(second);
    expect(time.at - start).toBeLessThan(601_000);
  });

  it.each([hour, -hour])('paces as ever, the time set by %i ms', async (ms) => {
    const { true: time, clock, set } = computerClock();
    const buckets = new PacingBuckets({ clock, isModelled: true });
    const policies = chargeOf('conditionalAccess');
    const left: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const departure = await time.run(buckets.enter(policies));
      departure.arrived();
      left.push(time.at);
      if (n === 2) set(ms);
    }
    left.slice(1).forEach((at, n) => {
      expect(at - (left[n] ?? 0)).toBeGreaterThanOrEqual(1_000);
      expect(at - (left[n] ?? 0)).toBeLessThan(1_100);
    });
  });

  it('is never undercut in 500 cases of a computer whose time is set, restarts among them', async () => {
    const drawn = fc.record({
      ms: fc.integer({ min: 0, max: 900_000 }),
      status: fc.constantFrom(429, 503),
      phases: fc.tuple(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
      ),
      set: fc.integer({ min: -hour, max: hour }),
      isRestart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ ms, status, phases, set, isRestart }) => {
        const [phase, pause] = phases;
        const computer = computerClock(phase);
        const { clock, true: time } = computer;
        const { memory } = diskOf();
        const before = new PacingBuckets({ clock, isModelled: true });
        before.remember(memory);
        const served = Math.floor(time.at);
        before.answered(writes, refusalOf(ms, status), clock.steady());
        time.at += pause;
        // What is kept is by the time as it was set then; it is set within a process only.
        if (!isRestart) computer.set(set);
        const next = isRestart ? computer.restart() : clock;
        const after = isRestart ? new PacingBuckets({ clock: next, isModelled: true }) : before;
        after.remember(memory);
        await time.run(after.enter(writes));
        // A server counts whole milliseconds too.
        expect(Math.floor(time.at) - served).toBeGreaterThanOrEqual(ms);
        expect(time.at - served).toBeLessThan(ms + 200);
      }),
      { numRuns: 500, seed },
    );
    reached('P15', 'never early in 500 cases of a time that is set', { refusals: 500 });
  });
});

it.each([hour, -hour])('what is told and kept is by the time as it is set, %i ms', async (ms) => {
  const { true: time, clock, set, restart } = computerClock();
  const { disk, memory } = diskOf();
  const paced = new PacingBuckets({ clock, isModelled: true });
  paced.remember(memory);
  set(ms);
  paced.answered(writes, refusalOf(600_000), clock.steady());
  const end = clock.now() + 600_000;
  for (const told of [paced.refusalOf(writes, 0)?.until, disk.levels.writes?.shutUntil]) {
    expect(told).toBeGreaterThanOrEqual(end);
    expect(told).toBeLessThan(end + 10);
  }
  const after = new PacingBuckets({ clock: restart(), isModelled: true });
  after.remember(memory);
  const start = time.at;
  await time.run(after.enter(writes));
  expect(time.at - start).toBeGreaterThanOrEqual(600_000);
  expect(time.at - start).toBeLessThan(602_000);
});

it.each([0.001, 0.3, 0.6, 0.999])('is told no part of a millisecond early, %d on', (on) => {
  const { true: time, clock } = computerClock();
  time.at = Math.floor(time.at) + on;
  expect(wallOf(clock.steady() + 5, clock)).toBeGreaterThanOrEqual(time.at + 5);
  expect(wallOf(clock.steady() + 5, clock)).toBeLessThan(time.at + 8);
});

describe('this computer', () => {
  afterEach(() => vi.useRealTimers());

  it.each([hour, -hour])('waits as long as asked while its time is set by %i ms', async (ms) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const clock = systemClock();
    expect(Math.abs(clock.steady() - clock.now())).toBeLessThan(60_000);
    const buckets = new PacingBuckets({ clock, isModelled: true });
    buckets.answered(writes, refusalOf(300), clock.steady());
    const start = performance.now();
    vi.setSystemTime(Date.now() + ms);
    await buckets.enter(writes);
    expect(performance.now() - start).toBeGreaterThanOrEqual(300);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
