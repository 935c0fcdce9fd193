import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PageFiles } from '../../../../src-main/app/page-files';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const files = new PageFiles(20);
  let isQuiet = false;
  void files.quiet.then(() => (isQuiet = true));
  const after = async (ms: number): Promise<boolean> => {
    await vi.advanceTimersByTimeAsync(ms);
    return isQuiet;
  };
  return { files, after };
}

const page = 'app://bundle/index.html';
const script = 'app://bundle/assets/index.js';

it('is quiet so long after the last file, and not before a script', async () => {
  const { files, after } = watched();
  expect(await files.answered(page, Promise.resolve('page'))).toBe('page');
  expect(await after(1_000)).toBe(false);
  await files.answered(script, Promise.resolve('script'));
  expect(await after(19)).toBe(false);
  expect(await after(1)).toBe(true);
});

it('waits for what is on its way, and for what is asked for meanwhile', async () => {
  const { files, after } = watched();
  let answer: (text: string) => void = () => undefined;
  const slow = files.answered('app://bundle/a.css', new Promise<string>((give) => (answer = give)));
  await files.answered(script, Promise.resolve('script'));
  expect(await after(1_000)).toBe(false);
  answer('style');
  await slow;
  expect(await after(19)).toBe(false);
  await files.answered(script, Promise.resolve('another'));
  expect(await after(19)).toBe(false);
  expect(await after(1)).toBe(true);
});

it('counts a file that could not be given as well', async () => {
  const { files, after } = watched();
  await expect(files.answered(script, Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await after(20)).toBe(true);
});
