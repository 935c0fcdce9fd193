import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { Step, StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readBatch } from '../graph/batch';
import type { PartOutcome } from '../graph/batch-parts';
import { toFailure } from '../graph/graph-error';
import { readsInBatch } from '../graph/reads-by-id';
import type { Engine, Motion } from './engine';
import type { Fresh } from './fresh-data';
import { itemEntry } from './item-entry';
import { joiningRefusal } from './joining';

/**
 * Who of a lot joins a group as the accounts are now: the reading the step began with is minutes old,
 * and one who was deleted since would have the whole lot refused. Whoever does not is written down as
 * skipped. Failures: those of reading, where a single account could not be read, and of the journal.
 */
export async function stillJoining(
  engine: Engine,
  motion: Motion,
  lot: readonly StepItem[],
  fresh: Fresh,
): Promise<Result<readonly StepItem[], Failure>> {
  const { step, direction } = motion;
  if (step.kind !== 'group.add' || direction === 'back') return ok(lot);
  const urls = lot.map(({ userId }) => readsInBatch.account(userId));
  const got = await readBatch(engine.graph, 'v1.0', urls);
  if (got.kind === 'cancelled') return err(failure('step/cancelled', { step: step.id }));
  if (got.kind === 'unauthorized') return err(got.failure);
  if (got.kind === 'failed') return err(got.answer === null ? noAnswer : toFailure(got.answer));
  const joining: StepItem[] = [];
  const leftOut = [];
  for (const [index, item] of lot.entries()) {
    const why = whyNot(step, item, got.parts[index], fresh);
    if (!why.ok) return why;
    if (why.value === null) joining.push(item);
    else leftOut.push(itemEntry(motion, 'skipped', item.userId, { why: why.value }));
  }
  const told = await engine.log.append(...leftOut);
  return told.ok ? ok(joining) : told;
}

const noAnswer = failure('graph/network', { code: 'batch' });

function whyNot(
  step: Step,
  item: StepItem,
  part: PartOutcome | undefined,
  fresh: Fresh,
): Result<string | null, Failure> {
  if (part?.kind !== 'answer') return err(noAnswer);
  const { answer } = part;
  if (answer.status === 404) return ok('deleted');
  const enabled = isJsonObject(answer.json) ? answer.json['accountEnabled'] : undefined;
  // A refusal, or an answer that does not tell: nobody is left out for good by it.
  if (typeof enabled !== 'boolean') return err(toFailure(answer));
  const known = fresh.people.get(item.userId);
  const people = new Map(known === undefined ? [] : [[item.userId, { ...known, enabled }]]);
  return ok(joiningRefusal(step, item, { ...fresh, people }));
}
