import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { StepItem } from '../../shared/plan/step';
import { err, ok } from '../../shared/result';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { itemEntry } from './item-entry';
import { readPlaces, type ItemPlace } from './read-items';
import { agreeing, giveUpMs, settleWindowMs } from './settle-times';
import { UnreadSince, whyOpen } from './unread-since';
import { whileUnknown, waitToRead } from './wait-to-read';

/**
 * People whose write got no answer, settled by reading (3.4): planned three times, it arrived;
 * prior three times over a minute, it did not and may be sent again; anything else is a failure of
 * that person. Nobody is decided by one read.
 */
export async function resolveItems(
  engine: Engine,
  run: Run,
  motion: Motion,
  items: readonly StepItem[],
): Promise<StepEnd> {
  const seen = new Map<string, { place: ItemPlace; times: number }>();
  let open = items;
  const windowMs = settleWindowMs(motion.step.kind);
  const blind = new UnreadSince();
  let waited = 0;
  for (let turn = 0; open.length > 0 && waited < giveUpMs; turn += 1) {
    waited += await waitToRead(engine, run, motion.step.id, whileUnknown, turn);
    const places = await readPlaces(engine, motion, open);
    blind.note(places.unread);
    const decided: StepItem[] = [];
    for (const item of open) {
      const place = places.of.get(item.userId) ?? 'unseen';
      const before = seen.get(item.userId);
      const times = before?.place === place ? before.times + 1 : 1;
      seen.set(item.userId, { place, times });
      if (place === 'unseen' || times < agreeing) continue;
      if (place === 'prior' && waited < windowMs) continue;
      decided.push(item);
    }
    const told = await engine.log.append(
      ...decided.map((item) =>
        itemEntry(motion, 'observed', item.userId, {
          position: seen.get(item.userId)?.place ?? 'other',
        }),
      ),
    );
    if (!told.ok) return told;
    const settled = new Set(decided);
    open = open.filter((item) => !settled.has(item));
  }
  if (open.length === 0) return ok(undefined);
  return askAboutItems(engine, motion, open.length, blind.reason);
}

/**
 * Reading does not tell about so many of them: a person is asked (3.1, 3.4).
 * @param unread why they could not be read; null: they were, and no three readings agreed
 */
export async function askAboutItems(
  engine: Engine,
  motion: Motion,
  count: number,
  unread: Failure | null,
): Promise<StepEnd> {
  const open = whyOpen(unread);
  const reason = failure('step/outcome-unknown', {
    ...{ step: motion.step.id, count: String(count) },
    ...open,
  });
  const told = await engine.log.append({
    type: 'ask',
    stepId: motion.step.id,
    item: null,
    body: { dir: motion.direction, why: open.why, failure: failureBody(reason) },
  });
  return told.ok ? err(reason) : told;
}
