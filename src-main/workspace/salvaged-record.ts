import { failure, type Failure } from '../../shared/diagnostic';
import { portalPath } from '../../shared/exports/portal-path';
import type { Language } from '../../shared/i18n/format';
import { journalRecord, type JournalRecord } from '../../shared/journal/journal-record';
import type { Plan } from '../../shared/plan/plan';
import { parseKeptPlan } from '../../shared/plan/plan-file';
import { err, ok, type Result } from '../../shared/result';
import { sha256 } from '../files/sha256';
import { salvageJournal, type SalvagedRollout } from '../store/salvage-journal';

export interface RecordWish {
  /** Whose rollout, or one of a plan that can't be told any more; null: the latest of any plan. */
  readonly planHash: string | null;
  readonly hasNames: boolean;
  readonly language: Language;
}

export interface SalvagedRecord extends JournalRecord {
  /** All lines as they go into a file. */
  readonly text: string;
  readonly entries: number;
}

/**
 * The record of a rollout (`causeway-journal/1`) from however damaged a store: past every check,
 * with the first bad line marked. Reads only, and takes no lock. Failures: `store/corrupt` (nothing
 * readable is left), `store/not-found`.
 */
export function salvagedRecord(
  directory: string,
  { planHash, hasNames, language }: RecordWish,
): Result<SalvagedRecord, Failure> {
  const { rollouts, isUnreadable } = salvageJournal(directory);
  const rollout =
    rollouts.findLast((one) => one.planHash === planHash) ??
    rollouts.findLast((one) => planHash === null || one.planHash === '');
  if (rollout === undefined) {
    return err(failure(isUnreadable ? 'store/corrupt' : 'store/not-found', { path: directory }));
  }
  const record = journalRecord(
    {
      ...rollout,
      ...{ plan: planOf(rollout), hasNames },
      portalPath: (step) => portalPath(step.kind, language),
    },
    sha256,
  );
  return ok({ ...record, text: `${record.lines.join('\n')}\n`, entries: rollout.rows.length });
}

/** A plan that was changed in the store is no plan of this rollout: its steps are not shown. */
function planOf(rollout: SalvagedRollout): Plan | null {
  if (rollout.planText === null) return null;
  const parsed = parseKeptPlan(rollout.planText, sha256);
  return parsed.ok && parsed.value.planHash === rollout.planHash ? parsed.value : null;
}
