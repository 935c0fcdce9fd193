import { failure } from '../../../shared/diagnostic';
import { portalPath } from '../../../shared/exports/roll-back-kit';
import { journalRecord, type JournalRecord } from '../../../shared/journal/journal-record';
import type { Plan } from '../../../shared/plan/plan';
import { parseKeptPlan } from '../../../shared/plan/plan-file';
import { err, ok } from '../../../shared/result';
import { sha256 } from '../../files/sha256';
import { salvageJournal, type SalvagedRollout } from '../../store/salvage-journal';
import { writeWhole } from '../../files/plan-files';
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
  const directory = requiredText(context, 'state');
  const salvaged = salvageJournal(directory);
  const rollout = salvaged.rollouts.at(-1);
  if (rollout === undefined) {
    return err(
      failure(salvaged.isUnreadable ? 'store/corrupt' : 'store/not-found', { path: directory }),
    );
  }
  const record = journalRecord(
    {
      ...rollout,
      plan: planOf(rollout),
      hasNames: context.options.has('names'),
      portalPath: (step) => portalPath(step.kind, output.language),
    },
    sha256,
  );
  const text = `${record.lines.join('\n')}\n`;
  const path = textOf(context, 'out');
  if (path === undefined) output.line(text.trimEnd());
  else {
    const written = await writeWhole(path, text);
    if (!written.ok) return written;
  }
  for (const line of journalLines(record, rollout.rows.length, path, output)) output.note(line);
  return ok(exitOf(record));
};

function exitOf(record: JournalRecord) {
  return record.state === 'intact' ? exitCodes.done : exitCodes.partlyRead;
}

/** A plan that was changed in the store is no plan of this rollout: its steps are not shown. */
function planOf(rollout: SalvagedRollout): Plan | null {
  if (rollout.planText === null) return null;
  const parsed = parseKeptPlan(rollout.planText, sha256);
  return parsed.ok && parsed.value.planHash === rollout.planHash ? parsed.value : null;
}
