import type { Failure } from '../../shared/diagnostic';
import { failureIn, textIn } from '../../shared/journal/entry-body';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Step } from '../../shared/plan/step';
import { refusedStep } from '../rollout/refused-step';

/**
 * The failure an entry keeps; of one person of a lot, whose entry keeps status and code alone, what
 * those say. Null: none, or what was read back is another value.
 */
export function toldFailure(step: Step | undefined, entry: JournalEntry): Failure | null {
  const told = failureIn(entry);
  const isOfPerson = entry.type === 'rejected' && entry.item !== null;
  if (told !== null || !isOfPerson || step === undefined) return told;
  const status = Number(entry.body['status']);
  return refusedStep(step, { status, code: textIn(entry, 'code') ?? '' }, 'unknown');
}
