import { messageOrKey } from '../../i18n/message-text';
import { m } from '../../paraglide/messages.js';
import type { Note, PersonNote } from '../../wizard/note';
import { screenNames } from '../../wizard/screen';
import type { Section } from '../report-document';
import type { ReportWords } from '../report-words';

/**
 * What was written beside each screen, in the order of the screens, then about people, by name;
 * null without notes.
 */
export function notesSection(
  notes: readonly (Note | PersonNote)[],
  words: ReportWords,
): Section | null {
  const row = (term: string, { text, savedAt }: Note | PersonNote) => ({
    term,
    text: `${text.trim()} (${words.dateTime(savedAt)})`,
  });
  const written = notes.filter(({ text }) => text.trim() !== '');
  const ofScreens = screenNames.flatMap((screen) =>
    written
      .filter((note) => 'screen' in note && note.screen === screen)
      .map((note) => row(messageOrKey(`shell_screen_${screen}`, {}, words.language), note)),
  );
  const ofPeople = written
    .flatMap((note) => ('person' in note ? [row(words.person(note.person), note)] : []))
    .sort((one, other) => (one.term < other.term ? -1 : one.term > other.term ? 1 : 0));
  const rows = [...ofScreens, ...ofPeople];
  if (rows.length === 0) return null;
  return {
    id: 'notes',
    title: m.report_section_notes({}, words.options),
    blocks: [{ kind: 'facts', rows }],
  };
}
