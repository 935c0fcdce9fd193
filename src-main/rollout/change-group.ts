import { failure, type Failure } from '../../shared/diagnostic';
import { isDeletedGroup, openChange, provenGroupId } from '../../shared/plan/own-group';
import { err, type Result } from '../../shared/result';
import { applyGroupStep } from './apply-step';
import type { Engine, Run } from './engine';
import { noteRecovery } from './note-recovery';

export interface GroupChangeRequest {
  /** Named by the person out of what was shown: the object id, not a step. */
  readonly groupId: string;
  readonly change: 'delete' | 'restore';
  readonly by: string;
  readonly how: 'cli' | 'window';
}

/**
 * Deletes one group that this rollout made, thirty days after it was last used, or brings a deleted
 * one back. A person names each by its id, and that is written down first. Failures:
 * `guardrail/refused` (it is not ours, or something still needs it), `plan/not-approved`, those of
 * the guards and of reading, `step/outcome-unknown`.
 */
export async function changeGroup(
  engine: Engine,
  run: Run,
  asked: GroupChangeRequest,
): Promise<Result<void, Failure>> {
  const { plan, log } = engine;
  const groupId = asked.groupId.toLowerCase();
  const step = plan.steps.find((one) => provenGroupId(one, log) === groupId);
  if (step === undefined) {
    return err(failure('guardrail/refused', { step: '–', expected: 'ownGroup' }));
  }
  const isDeleted = isDeletedGroup(step, log);
  // One that is under way is read to its end first, and only then is either judged.
  const isOpen = openChange(step, log) !== null;
  if (!isOpen && (asked.change === 'delete') === isDeleted) {
    const expected = asked.change === 'delete' ? 'groupThere' : 'groupDeleted';
    return err(failure('guardrail/refused', { step: step.id, expected }));
  }
  const { change, by, how } = asked;
  const told = await log.append({
    ...{ type: 'note', stepId: null, item: null },
    body: { what: 'groupConfirmed', step: step.id, groupId, change, by, how },
  });
  if (!told.ok) return told;
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  return applyGroupStep(engine, run, { step, groupId, change });
}
