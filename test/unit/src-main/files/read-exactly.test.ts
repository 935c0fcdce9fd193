import { expect, it } from 'vitest';
import { readExactly } from '../../../../src-main/files/read-exactly';

/** A file that gives at most so many bytes at once. */
function stingy(content: Uint8Array, most: number): Parameters<typeof readExactly>[0] {
  const read = (into: Uint8Array, offset: number, length: number, position: number) => {
    const some = content.subarray(position, position + Math.min(most, length));
    into.set(some, offset);
    return Promise.resolve({ bytesRead: some.length, buffer: into });
  };
  return { read } as unknown as Parameters<typeof readExactly>[0];
}

const content = Uint8Array.from({ length: 1_000 }, (_, n) => n % 251);

it.each([1, 7, 999, 5_000])('is whole where a read gives at most %d bytes', async (most) => {
  const slice = await readExactly(stingy(content, most), 100, 800);
  expect([...slice]).toEqual([...content.subarray(100, 900)]);
});

it('says that the file ended before', async () => {
  await expect(readExactly(stingy(content, 64), 900, 101)).rejects.toMatchObject({
    code: 'ENODATA',
  });
});
