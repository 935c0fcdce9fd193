import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { noteSchema, type Note } from '../../shared/wizard/note';
import type { ScreenName } from '../../shared/wizard/screen';
import type { TenantStore } from '../store/open-store';

const key = 'notes';

/** Notes of a workspace; what cannot be read is no note. */
export function notesOf(store: TenantStore): readonly Note[] {
  const parsed = v.safeParse(v.array(noteSchema), store.settings.get(key));
  return parsed.success ? parsed.output : [];
}

/** Keeps one note in place of the screen's earlier one; an empty text takes it away. */
export function saveNote(
  store: TenantStore,
  screen: ScreenName,
  text: string,
  savedAt: string,
): Result<void, Failure> {
  const others = notesOf(store).filter((note) => note.screen !== screen);
  const own = text.trim() === '' ? [] : [{ screen, text, savedAt }];
  return store.settings.set(key, [...others, ...own]);
}
