import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TypedDraft } from '../../../src-renderer/state/typed-draft.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type App = ConstructorParameters<typeof TypedDraft>[0];
const planOf = (id: string): App => ({ state: { workspace: { id } } }) as App;
const keeps = () => vi.fn((text: string) => Promise.resolve<string | null>(text.trim()));

it('saves once after the last letter and leaves the field as it is typed', async () => {
  const save = keeps();
  const draft = new TypedDraft<string>(planOf('a'));
  draft.type('', 'because', 'kept', save);
  await vi.advanceTimersByTimeAsync(400);
  draft.type('', 'because ', 'kept', save);
  await vi.advanceTimersByTimeAsync(500);
  expect(save.mock.calls).toEqual([['because ']]);
  // Main cut the space off; the next word is still being typed.
  expect(draft.shown('', 'because')).toBe('because ');
  draft.leave();
  expect(draft.shown('', 'because')).toBe('because');
});

it('keeps letters typed while a save is under way', async () => {
  let answer: (text: string) => void = () => undefined;
  const save = vi.fn(() => new Promise<string | null>((resolve) => (answer = resolve)));
  const draft = new TypedDraft<string>(planOf('a'));
  draft.type('', 'a', '', save);
  await vi.advanceTimersByTimeAsync(500);
  // Taken back to what main kept before the save under way: that is a change too.
  draft.type('', '', '', save);
  answer('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(draft.shown('', 'a')).toBe('');
  await vi.advanceTimersByTimeAsync(500);
  expect(save).toHaveBeenCalledTimes(2);
});

it('saves nothing within a composed word until it ends or the field is left', async () => {
  const save = keeps();
  const draft = new TypedDraft<string>(planOf('a'));
  draft.startComposing();
  draft.type('', 'りゆ', '', save);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(save).not.toHaveBeenCalled();
  draft.endComposing();
  await vi.advanceTimersByTimeAsync(500);
  expect(save.mock.calls).toEqual([['りゆ']]);
  draft.startComposing();
  draft.type('', 'りゆう', 'りゆ', save);
  draft.flush();
  expect(save).toHaveBeenLastCalledWith('りゆう');
});

it('gives way to an undo, and sends again what failed', async () => {
  const save = keeps();
  const draft = new TypedDraft<string>(planOf('a'));
  draft.type('', 'new', 'old', save);
  draft.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(draft.shown('', 'old')).toBe('old');
  save.mockResolvedValueOnce(null);
  draft.type('', 'newer', 'old', save);
  draft.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(draft.shown('', 'old')).toBe('newer');
  draft.flush();
  expect(save).toHaveBeenCalledTimes(3);
});

it('writes nothing of one plan into another, and nothing that was taken back', async () => {
  const save = keeps();
  const app = planOf('a');
  const draft = new TypedDraft<string>(app);
  draft.type('', 'text', 'kept', save);
  draft.type('', 'kept', 'kept', save);
  await vi.advanceTimersByTimeAsync(500);
  draft.type('', 'text', 'kept', save);
  Object.assign(app, planOf('b'));
  draft.flush();
  expect(save).not.toHaveBeenCalled();
});

it('saves the text of one place before the next is typed in', () => {
  const save = keeps();
  const draft = new TypedDraft<string>(planOf('a'));
  draft.type('one', 'first', '', save);
  draft.type('two', 'second', '', save);
  expect(save.mock.calls).toEqual([['first']]);
  expect([draft.shown('one', 'x'), draft.shown('two', 'x')]).toEqual(['x', 'second']);
});
