import { basename } from 'node:path';
import { accessRecord } from '../../../shared/access/access-record';
import type { Failure } from '../../../shared/diagnostic';
import type { JournalRecord } from '../../../shared/journal/journal-record';
import { ok, type Result } from '../../../shared/result';
import { writeWhole } from '../../files/plan-files';
import { readAccess } from '../../store/access-store';
import { salvagedRecord } from '../../workspace/salvaged-record';
import type { CliContext, Command } from '../context';
import { exitCodes, type ExitCode } from '../exit-codes';
import { checkKept, noteExport } from '../note-access';
import { requiredText, textOf } from '../option-values';
import { journalLines } from '../views/journal-view';

/**
 * The record of a rollout as JSON lines (`causeway-journal/1`), from a damaged store too: then the
 * first bad line is marked and the exit code is 5. The journal is only read; a record written to a file is noted
 * among the exports.
 */
export const runJournal: Command = async (context) => {
  const { output } = context;
  if (context.options.has('access')) return runAccess(context);
  const directory = requiredText(context, 'state');
  const salvaged = salvagedRecord(directory, {
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
    noteExport(context, directory, {
      ...{ what: 'log', planHash: null, audience: null, language: output.language },
      files: [{ name: basename(path), sha256: context.sha256(text) }],
      namesHidden: !context.options.has('names'),
    });
  }
  for (const line of journalLines(record, entries, path, output)) output.note(line);
  return ok(exitOf(record));
};

/** Sign-ins and exports instead (`causeway-access/1`). */
async function runAccess(context: CliContext): Promise<Result<ExitCode, Failure>> {
  const { output } = context;
  const directory = requiredText(context, 'state');
  const known = checkKept(directory);
  if (!known.ok) return known;
  const read = readAccess(directory);
  if (!read.ok) return read;
  const { entries, brokenAt } = read.value;
  const text = `${accessRecord(entries, brokenAt).join('\n')}\n`;
  const path = textOf(context, 'out');
  if (path === undefined) output.line(text.trimEnd());
  else {
    const written = await writeWhole(path, text);
    if (!written.ok) return written;
  }
  return ok(brokenAt === null ? exitCodes.done : exitCodes.partlyRead);
}

function exitOf(record: JournalRecord) {
  return record.state === 'intact' ? exitCodes.done : exitCodes.partlyRead;
}
