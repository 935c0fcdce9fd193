import * as v from 'valibot';
import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { Result } from '../../shared/result';
import { noteSchema, personNoteSchema, type Note, type PersonNote } from '../../shared/wizard/note';
import type { ScreenName } from '../../shared/wizard/screen';
import type { TenantStore } from '../store/open-store';

const key = 'notes';

/** Notes beside screens; what cannot be read is no note, and hides no other. */
export function notesOf(store: TenantStore): readonly Note[] {
  return rowsOf(store).filter((row) => v.is(noteSchema, row));
}

/** Notes about people, as they were saved. */
export function personNotesOf(store: TenantStore): readonly PersonNote[] {
  return rowsOf(store).filter((row) => v.is(personNoteSchema, row));
}

/** What is stored, the rows of a newer version included. */
function rowsOf(store: TenantStore): readonly Json[] {
  const stored = v.safeParse(v.array(v.unknown()), store.settings.get(key));
  return stored.success ? (stored.output as readonly Json[]) : [];
}

/** Keeps one note in place of the screen's earlier one; an empty text takes it away. */
export function saveNote(
  store: TenantStore,
  screen: ScreenName,
  text: string,
  savedAt: string,
): Result<void, Failure> {
  const others = rowsOf(store).filter((row) => !v.is(noteSchema, row) || row.screen !== screen);
  return keep(store, others, { screen, text, savedAt });
}

/** The same for one user, by object id. */
export function savePersonNote(
  store: TenantStore,
  person: string,
  text: string,
  savedAt: string,
): Result<void, Failure> {
  const others = rowsOf(store).filter(
    (row) => !v.is(personNoteSchema, row) || row.person !== person,
  );
  return keep(store, others, { person, text, savedAt });
}

function keep(
  store: TenantStore,
  others: readonly Json[],
  own: { readonly text: string } & Readonly<Record<string, string>>,
): Result<void, Failure> {
  return store.settings.set(key, own.text.trim() === '' ? [...others] : [...others, own]);
}
