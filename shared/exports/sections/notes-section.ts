import { messageOrKey } from '../../i18n/message-text';
import { m } from '../../paraglide/messages.js';
import type { Note } from '../../wizard/note';
import { screenNames } from '../../wizard/screen';
import type { Section } from '../report-document';
import type { ReportWords } from '../report-words';

/** What was written beside each screen, in the order of the screens; null without notes. */
export function notesSection(notes: readonly Note[], words: ReportWords): Section | null {
  const rows = screenNames.flatMap((screen) =>
    notes
      .filter((note) => note.screen === screen && note.text.trim() !== '')
      .map(({ text, savedAt }) => ({
        term: messageOrKey(`shell_screen_${screen}`, {}, words.language),
        text: `${text.trim()} (${words.dateTime(savedAt)})`,
      })),
  );
  if (rows.length === 0) return null;
  return {
    id: 'notes',
    title: m.report_section_notes({}, words.options),
    blocks: [{ kind: 'facts', rows }],
  };
}
