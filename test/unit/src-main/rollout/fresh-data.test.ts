import { afterEach, expect, it } from 'vitest';
import { sha256 } from '../../../../src-main/files/sha256';
import { FreshData } from '../../../../src-main/rollout/fresh-data';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { planPractice } from '../../../fixtures/run-rollout';

let practice: OpenPractice;
afterEach(() => practice.close());

const signal = new AbortController().signal;

it('serves nobody with a reading that began before what made it useless', async () => {
  practice = await openPractice('S01', { lagMs: 0 });
  const plan = await planPractice(practice, 'S01');
  const { source, store } = practice;
  const fresh = new FreshData({ source, store, plan, sha256, emergencyAccess: () => [] });
  const valueOf = async (reading: ReturnType<FreshData['get']>): Promise<unknown> => {
    const read = await reading;
    return read.ok ? read.value : read.failure.code;
  };
  const { begin } = store.snapshots;
  const hasBegun = new Promise<void>((resolve) => {
    const telling: typeof begin = (...given) => {
      resolve();
      return begin(...given);
    };
    Object.assign(store.snapshots, { begin: telling });
  });
  // The list of checks is being read when a run begins, which wants the tenant as it is then.
  const ofChecks = valueOf(fresh.get(signal));
  await hasBegun;
  fresh.invalidate();
  const ofRun = valueOf(fresh.get(signal));
  expect(await ofChecks).toHaveProperty('takenAt');
  expect(await ofRun).toHaveProperty('takenAt');
  expect(await ofRun).not.toBe(await ofChecks);
  expect(fresh.current).toBe(await ofRun);
  // Nothing happened since: the same serves again.
  expect(await valueOf(fresh.get(signal))).toBe(await ofRun);
});
