import type { JournalRecord } from '../../../shared/journal/journal-record';
import { ok } from '../../../shared/result';
import { writeWhole } from '../../files/plan-files';
import { salvagedRecord } from '../../workspace/salvaged-record';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { requiredText, textOf } from '../option-values';
import { journalLines } from '../views/journal-view';

/**
 * The record of a rollout as JSON lines (`causeway-journal/1`), from a damaged store too: then the
 * first bad line is marked and the exit code is 5. Reads only.
 */
export const runJournal: Command = async (context) => {
  const { output } = context;
  const salvaged = salvagedRecord(requiredText(context, 'state'), {
    ...{ planHash: null, hasNames: context.options.has('names') },
    language: output.language,
  });
  if (!salvaged.ok) return salvaged;
  const { text, entries, ...record } = salvaged.value;
  const path = textOf(context, 'out');
  if (path === undefined) output.line(text.trimEnd());
  else {
    const written = await writeWhole(path, text);
    if (!written.ok) return written;
  }
  for (const line of journalLines(record, entries, path, output)) output.note(line);
  return ok(exitOf(record));
};

function exitOf(record: JournalRecord) {
  return record.state === 'intact' ? exitCodes.done : exitCodes.partlyRead;
}
