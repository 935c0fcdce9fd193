import type { Failure } from '../../shared/diagnostic';
import type { Json, JsonObject } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { driftBody } from './drift-body';
import { driftFailure } from './drift-failure';
import type { Engine, Motion, Run } from './engine';
import { changedRest, isRestKept, type KeptRest } from './kept-rest';
import { readCreated, readListed, readLive, targetId, type Live } from './read-live';
import { ListedOtherwise } from './listed-otherwise';
import { sameRest } from './same-rest';
import { createKinds } from './step-facts';
import { UnreadSince } from './unread-since';
import { afterWrite, waitToRead } from './wait-to-read';

const deadlineMs = 10 * 60_000;
const groupDeadlineMs = 15 * 60_000;
const equalReads = 3;

/** Late: not seen as planned in time; `unread`: why it could not be read, null where it was. */
export type Verified = 'verified' | { readonly unread: Failure | null };

/**
 * Reads back until three by-id reads, and one of the list an object stands in, show the planned state
 * on owned fields and the old one on all others. A read that shows the old state starts the count
 * again. What shows other values three times, alike in the list, is drift (`step/drift`).
 */
export async function verifyObject(
  engine: Engine,
  run: Run,
  motion: Motion,
  rest: KeptRest | null,
): Promise<Result<Verified, Failure>> {
  const { step } = motion;
  const limit = step.kind === 'group.create' ? groupDeadlineMs : deadlineMs;
  const objectId = engine.log.state(step.id).objectId ?? targetId(engine, step) ?? step.target.id;
  const blind = new UnreadSince();
  const otherwise = new ListedOtherwise(step);
  let waited = 0;
  let equal = 0;
  let strange = 0;
  for (let turn = 0; waited <= limit; turn += 1) {
    waited += await waitToRead(engine, run, step.id, afterWrite, turn);
    const live = createKinds.has(step.kind)
      ? await readCreated(engine, step, objectId)
      : await readLive(engine, step);
    const seen = live.ok ? judge(engine, step, live.value, rest) : 'unseen';
    equal = seen === 'planned' ? equal + 1 : 0;
    strange = seen === 'other' ? strange + 1 : 0;
    if (strange >= equalReads && live.ok) {
      return drift(engine, step, bodyBy(engine, motion, live.value.value, rest));
    }
    if (equal < equalReads) {
      otherwise.forget();
      blind.note(live.ok ? null : live.failure);
      continue;
    }
    const listed = await readListed(engine, step, objectId);
    if (listed === null) return ok('verified');
    blind.note(listed.ok ? null : listed.failure);
    if (!listed.ok || !live.ok) {
      otherwise.forget();
      continue;
    }
    const place = judge(engine, step, listed.value, null);
    if (place === 'planned' && isRestAlike(step, listed.value, live.value)) return ok('verified');
    otherwise.note(place, listed.value.value, live.value.value);
    if (otherwise.inRow >= equalReads) {
      return drift(engine, step, otherwise.body(driftBody(motion, listed.value.value)));
    }
  }
  return ok({ unread: blind.reason });
}

async function drift(
  engine: Engine,
  step: Step,
  body: JsonObject,
): Promise<Result<never, Failure>> {
  const told = await engine.log.append({ type: 'drift', stepId: step.id, item: null, body });
  return told.ok ? err(driftFailure(engine, step)) : told;
}

/** With the names of fields the step leaves alone that changed, as far as it was kept which. */
function bodyBy(engine: Engine, motion: Motion, live: Json, rest: KeptRest | null): JsonObject {
  const owned = driftBody(motion, live);
  const names = rest === null ? [] : changedRest(engine, motion.step, live, rest);
  return names.length === 0 ? owned : { ...owned, names };
}

/** Every other field in the list too as it was read by id: as it was before (3.5). */
function isRestAlike(step: Step, listed: Pick<Live, 'value'>, byId: Pick<Live, 'value'>): boolean {
  return createKinds.has(step.kind) || sameRest(step, listed.value, byId.value);
}

function judge(
  engine: Engine,
  step: Step,
  live: Pick<Live, 'value'>,
  rest: KeptRest | null,
): 'prior' | 'planned' | 'other' {
  const place = compareState(step, live.value, engine.refs);
  if (place !== 'planned' || rest === null) return place;
  return isRestKept(engine, step, live.value, rest) ? 'planned' : 'other';
}
