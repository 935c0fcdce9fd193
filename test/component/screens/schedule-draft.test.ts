import { expect, it } from 'vitest';
import type { ScheduleEdit, ScheduleView } from '../../../shared/ipc/schedule-contract';
import { ScheduleDraft } from '../../../src-renderer/screens/schedule-draft.svelte';
import { s02Plan } from '../render-plan';

type Held = Parameters<ScheduleDraft['resume']>[0];

/** A form over what main says, with what it saves and what it wants kept. */
function draftOver(choice: ScheduleEdit | null) {
  const saved: ScheduleEdit[] = [];
  const held: (Held | null)[] = [];
  const draft = new ScheduleDraft(
    (edit) => void saved.push(edit),
    (next) => void held.push(next),
  );
  const says = (next: ScheduleEdit | null): ScheduleView => ({
    ...s02Plan().schedule,
    choice: next,
  });
  draft.take(says(choice));
  return { draft, saved, held, says };
}

const noDay = { from: '', to: '', name: '' };

it('gives up what lacks something where the proposal is asked for, over no choice too', () => {
  const { draft, saved, held, says } = draftOver(null);
  draft.set({ freezes: [noDay] });
  draft.flush();
  expect(held.at(-1)?.edit.freezes).toEqual([noDay]);
  draft.reset();
  draft.take(says(null));
  expect(draft.edit?.freezes).toEqual([]);
  expect(draft.problems).toEqual([]);
  expect(held.at(-1)).toBeNull();
  expect(saved).toEqual([]);
});

it('forgets what lacks something once other dates are chosen: undo and redo do not bring it back', () => {
  const { draft, held, says } = draftOver(null);
  const own = draft.edit!;
  draft.set({ freezes: [noDay] });
  draft.flush();
  draft.take(says({ ...own, soakDays: 9 }));
  expect(draft.edit).toMatchObject({ soakDays: 9, freezes: [] });
  expect(held.at(-1)).toBeNull();
});

it('forgets what was left over dates that are not the chosen ones any more', () => {
  const { draft, held } = draftOver(null);
  const edit = { ...draft.edit!, freezes: [noDay] };
  draft.resume({ edit, over: '{"soakDays":9}', wrong: {} });
  expect(draft.edit?.freezes).toEqual([]);
  expect(held).toEqual([null]);
});

it('leaves a day that was none in the field of a ring that is gone', () => {
  const { draft } = draftOver(null);
  const wrong = { 'schedule-ring-99': 'soon', 'schedule-start': 'later' };
  draft.resume({ edit: draft.edit!, over: 'null', wrong });
  expect(draft.problems.map(({ target }) => target)).toEqual(['schedule-start']);
  expect(draft.wrongAt('schedule-start')).toBe('later');
});
