import { afterEach, describe, expect, it } from 'vitest';
import { CloseGuard, rolloutPorts, type CloseAnswer } from '../../src-main/app/close-guard';
import { failure, type Failure } from '../../shared/diagnostic';
import { textsIn } from '../../shared/journal/entry-body';
import { err, ok, type Result } from '../../shared/result';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { writeKinds, type WriteKind } from './every-kind';
import { openSession, type WindowSession } from './window-session';

let bench: KindBench;
let window: WindowSession;
let told: string[];
let answer: CloseAnswer;
let guard: CloseGuard;

async function openOn(kind: WriteKind): Promise<void> {
  bench = await openKind(kind, { lagMs: 0 });
  bench.rollout.close();
  bench.store.close();
  window = openSession(bench);
  [told, answer] = [[], 'pause'];
  guard = new CloseGuard({
    ...rolloutPorts(() => window.session),
    ask: () => Promise.resolve(void told.push('asked')).then(() => answer),
    minimize: () => void told.push('minimized'),
    close: () => void told.push(guard.holdsOpen() ? 'still held' : 'closed'),
  });
}
afterEach(async () => {
  await window.close();
  await bench.close();
});

const entries = () =>
  (window.session.rollout?.entries(0, 10_000) ?? []).filter(
    (entry) => entry.stepId === bench.stepId,
  );
const typesOf = (): readonly string[] => entries().map(({ type }) => type);
/** Everybody whom a request named, as often as one did. */
const sentPeople = (): readonly string[] =>
  entries().flatMap((entry) => (entry.type === 'sent' ? textsIn(entry, 'items') : []));
const count = (type: string): number => typesOf().filter((one) => one === type).length;
const until = (check: () => boolean) => expect.poll(check, { timeout: 20_000 }).toBe(true);

describe('closing the window', { timeout: 60_000 }, () => {
  it.each(writeKinds)(
    'in the middle of %s asks, pauses at a safe place, and goes on after a new start',
    async (kind) => {
      await openOn(kind);
      expect(guard.holdsOpen()).toBe(false);
      expect((await window.session.start(null)).ok).toBe(true);
      for (let turn = 0; turn < 1_000_000 && count('sent') === 0; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(count('sent')).toBe(1);
      expect(count('done')).toBe(0);
      expect(guard.holdsOpen()).toBe(true);
      await until(() => told.includes('closed'));
      expect(told).toEqual(['asked', 'closed']);
      expect(count('done')).toBe(0);
      expect(window.session.isWorking).toBe(false);
      // Nothing is on its way that nobody knows of.
      expect(window.session.rollout?.status().state).not.toBe('running');
      const people = sentPeople();
      const outcomes = count('acked') + count('unknown') + count('rejected');
      expect(outcomes).toBe(people.length === 0 ? count('sent') : people.length);
      await window.close();

      window = openSession(bench);
      expect((await window.session.start(null)).ok).toBe(true);
      await until(() => !window.session.isWorking);
      expect(window.session.rollout?.status().state).toBe('done');
      const all = sentPeople();
      expect(all).toHaveLength(new Set(all).size);
      expect(count('sent')).toBe(Math.max(1, Math.ceil(all.length / 20)));
    },
  );

  it('lets it run where the person wants that, and asks the next time again', async () => {
    await openOn('method.configure');
    answer = 'keep';
    expect((await window.session.start(null)).ok).toBe(true);
    expect(guard.holdsOpen()).toBe(true);
    await until(() => told.includes('minimized'));
    await until(() => !window.session.isWorking);
    expect(window.session.rollout?.status().state).toBe('done');
    expect(guard.holdsOpen()).toBe(false);
  });

  it('while an answer is on its way to the engine asks too, and waits for its end', async () => {
    await openOn('method.configure');
    let end = (): void => undefined;
    const given = window.session.answer(
      (_rollout, signal) =>
        new Promise<Result<string, Failure>>((resolve) => {
          end = () => resolve(signal.aborted ? err(failure('step/cancelled')) : ok('given'));
        }),
    );
    await until(() => window.session.isWorking);
    expect(window.session.isBusy).toBe(false);
    expect(guard.holdsOpen()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual(['asked']);
    end();
    expect(await given).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    await until(() => told.includes('closed'));
    expect(guard.holdsOpen()).toBe(false);
  });

  it('a hold ends a run and an answer alike; what comes later goes on', async () => {
    await openOn('method.configure');
    let isHeld = false;
    const given = window.session.answer(
      (_rollout, signal) =>
        new Promise<Result<string, Failure>>((resolve) => {
          signal.addEventListener('abort', () => {
            isHeld = true;
            resolve(err(failure('step/cancelled')));
          });
        }),
    );
    await until(() => window.session.isWorking);
    expect((await window.session.start(null)).ok).toBe(true);
    // The run waits for the answer: nothing of it was sent yet.
    expect(count('sent')).toBe(0);
    window.session.hold();
    expect(window.session.view().state).toBe('holding');
    expect((await given).ok).toBe(false);
    await until(() => !window.session.isWorking);
    expect([isHeld, count('sent')]).toEqual([true, 0]);
    expect((await window.session.start(null)).ok).toBe(true);
    await until(() => !window.session.isWorking);
    expect(window.session.rollout?.status().state).toBe('done');
  });
});
