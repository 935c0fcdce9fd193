import * as v from 'valibot';
import { noteSchema, noteText, personNoteSchema } from '../wizard/note';
import { empty, id, screenName } from './common-views';
import { call } from './define';

export const notesView = v.strictObject({ notes: v.array(noteSchema) });
export type NotesView = v.InferOutput<typeof notesView>;

const personNoteView = v.strictObject({ note: v.nullable(personNoteSchema) });

export const noteCalls = {
  'notes.get': call(empty, notesView),
  /** An empty text takes the note away. `workspaceId`: the plan it was written beside. */
  'notes.save': call(
    v.strictObject({
      workspaceId: id,
      screen: screenName,
      text: noteText,
    }),
    notesView,
  ),
  /** The note about one user; null: none. */
  'notes.getPerson': call(v.strictObject({ userId: id }), personNoteView),
  'notes.savePerson': call(
    v.strictObject({
      workspaceId: id,
      userId: id,
      text: noteText,
    }),
    personNoteView,
  ),
} as const;
