import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import { err } from '../../shared/result';
import { driftBody } from './drift-body';
import { driftFailure } from './drift-failure';
import type { Engine, Motion, Run, StepEnd } from './engine';
import type { LogDraft } from './journal-log';
import { lookDeleted, type AmongDeleted } from './look-deleted';
import { readListed, readLive, targetId, type Live } from './read-live';
import { agreeing, giveUpMs, settleWindowMs } from './settle-times';
import { createKinds } from './step-facts';
import { UnreadSince, whyOpen } from './unread-since';
import { whileUnknown, waitToRead } from './wait-to-read';

/**
 * Settles a write whose answer never came, by reading alone. Planned: it arrived. Prior, three
 * times over the window: it did not, and a change by id may be sent again; a create may not: it is
 * looked for among the deleted items too, and a person decides. Ends in VERIFYING, INTENT, DRIFT or ASK.
 */
export async function resolveOutcome(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const { step, direction } = motion;
  const isCreate = createKinds.has(step.kind);
  const window = settleWindowMs(step.kind);
  const observed = (position: string, objectId: string | null): LogDraft => ({
    type: 'observed',
    stepId: step.id,
    item: null,
    body: { dir: direction, position, ...(objectId === null ? {} : { objectId }) },
  });
  let waited = 0;
  let since = 0;
  let same = 0;
  let last = '';
  const blind = new UnreadSince();
  for (let turn = 0; waited < giveUpMs; turn += 1) {
    waited += await waitToRead(engine, run, step.id, whileUnknown, turn);
    const seen = await look(engine, motion);
    blind.note(seen.unread ?? null);
    same = seen.place === last && seen.place !== 'unseen' ? same + 1 : 1;
    last = seen.place;
    // Time in which nothing could be read, or something else was, tells nothing of this place.
    if (same === 1) since = waited;
    if (same < agreeing || seen.place === 'unseen') continue;
    if (seen.place === 'planned') return engine.log.append(observed('planned', seen.objectId));
    if (seen.place === 'doubled') return ask(engine, motion, { why: 'doubled' });
    if (seen.place === 'other') {
      const drift = { ...observed('other', null), type: 'drift' as const };
      const told = await engine.log.append({ ...drift, body: driftBody(motion, seen.value) });
      return told.ok ? err(driftFailure(engine, step)) : told;
    }
    if (waited - since < window) continue;
    if (!isCreate) return engine.log.append(observed('prior', null));
    const deleted = await lookDeleted(engine, step);
    return deleted.ok ? askLost(engine, motion, deleted.value) : deleted;
  }
  return ask(engine, motion, whyOpen(blind.reason));
}

/** Not in the tenant: gone again, or never there; what was not looked at is said. */
function askLost(engine: Engine, motion: Motion, found: AmongDeleted): Promise<StepEnd> {
  return found.kind === 'found'
    ? ask(engine, motion, { why: 'deleted', object: found.objectId })
    : ask(engine, motion, { why: 'notFound', deleted: found.kind });
}

/** Nothing told by reading: a person is asked, and told why. */
export async function ask(
  engine: Engine,
  { step, direction }: Motion,
  seen: { readonly why: string } & Failure['values'],
): Promise<StepEnd> {
  const reason = failure('step/outcome-unknown', { step: step.id, ...seen });
  const told = await engine.log.append({
    type: 'ask',
    stepId: step.id,
    item: null,
    body: { dir: direction, why: seen.why, failure: failureBody(reason) },
  });
  return told.ok ? err(reason) : told;
}

interface Seen {
  readonly place: 'prior' | 'planned' | 'other' | 'doubled' | 'unseen';
  readonly objectId: string | null;
  readonly value: Live['value'];
  /** Why it could not be read. */
  readonly unread?: Failure;
}

/** By id and by the list it stands in: a place counts only where both agree. */
async function look(engine: Engine, { step }: Motion): Promise<Seen> {
  const unseen: Seen = { place: 'unseen', objectId: null, value: null };
  const live = await readLive(engine, step);
  if (!live.ok) return { ...unseen, unread: live.failure };
  const { value, objectId, isDoubled } = live.value;
  if (isDoubled) return { place: 'doubled', objectId, value };
  const place = compareState(step, value, engine.refs);
  if (createKinds.has(step.kind)) return { place, objectId, value };
  const id = targetId(engine, step) ?? step.target.id;
  const listed = await readListed(engine, step, id);
  if (listed === null) return { place, objectId, value };
  if (!listed.ok) return { ...unseen, unread: listed.failure };
  return compareState(step, listed.value.value, engine.refs) === place
    ? { place, objectId, value }
    : unseen;
}
