import type { Failure } from '../../shared/diagnostic';
import type { JsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import { readsById } from '../graph/reads-by-id';
import type { Engine, Run } from './engine';
import { isAsMade } from './own-groups';
import { idOf, readLive, readObject } from './read-live';
import { agreeing, groupDeadlineMs, settleWindowMs } from './settle-times';
import { UnreadSince } from './unread-since';
import { afterWrite, waitToRead } from './wait-to-read';

/** The old state is believed only after this long: the request may still arrive (3.4). */
const lateMs = settleWindowMs('group.remove');

export type GroupSeen =
  /** `told.kept`: whether it lies among the deleted items; null: they could not be read. */
  | { readonly kind: 'reached'; readonly told: JsonObject }
  | { readonly kind: 'asBefore' }
  /** `unread`: why no look could be made at the end; null: looks did not agree. */
  | { readonly kind: 'unsure'; readonly unread: Failure | null };

/** Reads the group by id and by its marker until three readings in a row and the list agree. */
export async function watchGroup(
  engine: Engine,
  run: Run,
  step: Step,
  groupId: string,
  change: 'delete' | 'restore',
): Promise<GroupSeen> {
  const wanted = change === 'delete' ? 'gone' : 'there';
  const blind = new UnreadSince();
  let before: Place = 'unseen';
  let equal = 0;
  let waited = 0;
  for (let turn = 0; waited <= groupDeadlineMs; turn += 1) {
    waited += await waitToRead(engine, run, step.id, afterWrite, turn);
    const place = await placeById(engine, step, groupId, blind);
    equal = place === before && place !== 'unseen' ? equal + 1 : place === 'unseen' ? 0 : 1;
    before = place;
    if (equal < agreeing || (place !== wanted && waited < lateMs)) continue;
    if ((await placeInList(engine, step, groupId)) !== place) continue;
    if (place !== wanted) return { kind: 'asBefore' };
    if (change === 'restore') return { kind: 'reached', told: {} };
    return { kind: 'reached', told: { kept: await isKept(engine, groupId) } };
  }
  return { kind: 'unsure', unread: blind.reason };
}

type Place = 'there' | 'gone' | 'unseen';

async function placeById(
  engine: Engine,
  step: Step,
  groupId: string,
  blind: UnreadSince,
): Promise<Place> {
  const live = await readObject(engine, readsById.group(groupId));
  blind.note(live.ok ? null : live.failure);
  if (!live.ok) return live.failure.code === 'graph/not-found' ? 'gone' : 'unseen';
  return isAsMade(engine, step, groupId, live.value.value) ? 'there' : 'unseen';
}

async function placeInList(engine: Engine, step: Step, groupId: string): Promise<Place> {
  const live = await readLive(engine, step);
  if (!live.ok) return 'unseen';
  if (live.value.value === null) return 'gone';
  return idOf(live.value.value) === groupId ? 'there' : 'unseen';
}

async function isKept(engine: Engine, groupId: string): Promise<boolean | null> {
  const list = await readList(engine.graph, reads.deletedGroups.url);
  return list.kind === 'rows' ? list.rows.some((row) => idOf(row) === groupId) : null;
}
