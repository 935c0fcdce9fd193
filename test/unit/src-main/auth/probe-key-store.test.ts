import { afterEach, expect, test, vi } from 'vitest';
import { probeKeyStore, type ProbeInput } from '../../../../src-main/auth/probe-key-store';
import { fakeKeyStore, type KeyStoreTricks } from '../../../fixtures/fake-key-store';

afterEach(() => void vi.useRealTimers());

function probe(tricks: KeyStoreTricks | null, changes: Partial<ProbeInput> = {}): Promise<string> {
  return probeKeyStore({
    store: tricks === null ? null : fakeKeyStore(tricks),
    ...{ platform: 'linux', passwordStore: '', sample: 'a sample' },
    pause: () => Promise.resolve(),
    ...changes,
  });
}

test.each<[string, string, KeyStoreTricks | null, Partial<ProbeInput>]>([
  ['a runtime without the calls', 'unavailable', null, {}],
  ['a store that says no', 'unavailable', { isOff: true }, {}],
  ['a store that throws', 'unavailable', { throws: true }, {}],
  ['--password-store=basic', 'basic', {}, { passwordStore: 'basic' }],
  ['the key every Chromium has', 'noKeyring', { prefix: 'v10' }, {}],
  ['a prefix nobody knows', 'unknownProvider', { prefix: 'v13' }, {}],
  ['no prefix at all', 'unknownProvider', { prefix: '\0\0\0' }, {}],
  ['a store that gives back something else', 'roundTrip', { lies: true }, {}],
  ['a store that is busy three times', 'busy', { busyTimes: 3 }, {}],
  ['a store that is busy twice', 'persist', { busyTimes: 2 }, {}],
  ['a keyring', 'persist', { prefix: 'v11' }, {}],
  ['the secret portal', 'persist', { prefix: 'v12' }, {}],
  ['macOS, whose prefix says nothing', 'persist', { prefix: 'v10' }, { platform: 'darwin' }],
  ['Windows, whose prefix says nothing', 'persist', { prefix: 'v10' }, { platform: 'win32' }],
])('%s: %s', async (_name, verdict, tricks, changes) => {
  expect(await probe(tricks, changes)).toBe(verdict);
});

test('a store that does not answer within ten seconds is unavailable', async () => {
  vi.useFakeTimers();
  let verdict = '';
  void probe({ hangs: true }).then((found) => (verdict = found));
  await vi.advanceTimersByTimeAsync(9_999);
  expect(verdict).toBe('');
  await vi.advanceTimersByTimeAsync(1);
  expect(verdict).toBe('unavailable');
});
