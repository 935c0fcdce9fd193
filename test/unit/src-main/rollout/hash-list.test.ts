import { expect, test } from 'vitest';
import { sha256 } from '../../../../src-main/files/sha256';
import { HashList } from '../../../../src-main/rollout/hash-list';

test.each([0, 1, 300, 20_000])('%i hashes stand in the order of their texts', (count) => {
  const hashes = Array.from({ length: count }, (_, n) => sha256(String(n)));
  const [first = '', second = ''] = hashes;
  // The same first digits, and the same hash twice.
  if (count > 1) hashes.push(`${first.slice(0, 8)}${second.slice(8)}`, first, `${'f'.repeat(64)}`);
  const list = new HashList(hashes.length);
  for (const hash of hashes) list.add(hash);
  expect(list.count).toBe(hashes.length);
  const parts = [...list.sorted(1_000)];
  expect(parts.flat()).toEqual([...hashes].sort());
  expect(parts.slice(0, -1).every((part) => part.length === 1_000)).toBe(true);
});

test('what is no hash is not taken for one, and none is left out', () => {
  const list = new HashList(1);
  const short = 'a'.repeat(63);
  for (const text of ['', short, `${short}g`, `${short}aaa`]) {
    expect(() => list.add(text), text).toThrow(RangeError);
  }
  list.add(`${short}a`);
  expect(() => list.add(`${short}b`)).toThrow(RangeError);
  expect([...list.sorted(5)]).toEqual([[`${short}a`]]);
});
