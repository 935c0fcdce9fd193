import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import {
  groupKeptMs,
  isDeletedGroup,
  lastTouchedAt,
  openChange,
  provenGroupId,
  stillUsing,
  type GroupChangeName,
} from '../../shared/plan/own-group';
import type { Step } from '../../shared/plan/step';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import { readsById } from '../graph/reads-by-id';
import type { Engine } from './engine';
import { policiesNaming } from './policies-naming';
import { idOf, listFailure, readLive, readObject } from './read-live';
import { markerOf } from './step-facts';

/** A group this rollout made, as it stands now. */
export interface OwnGroup {
  readonly stepId: string;
  readonly groupId: string;
  readonly name: string;
  /**
   * `open`: a deletion or its undoing was sent, and nothing has told yet how it ended. `gone`: not in
   * the tenant, and not deleted here. `unread`: nothing tells.
   */
  readonly state: 'there' | 'deleted' | 'open' | 'gone' | 'unread';
  /** What may be done about it. Of an open change the same once more: it is read to its end first. */
  readonly change: GroupChangeName;
  /** From when on it may be deleted, if nothing else speaks against it; null: it cannot be told. */
  readonly keptUntil: string | null;
  /** Why it cannot be deleted, or brought back, now; null: it can. */
  readonly refusal: Failure | null;
}

/** Every group this rollout can prove it made, with what may be done about it now. Reads only. */
export async function lookAtGroups(engine: Engine): Promise<readonly OwnGroup[]> {
  const groups: OwnGroup[] = [];
  for (const step of engine.plan.steps) {
    const groupId = provenGroupId(step, engine.log);
    if (groupId === null) continue;
    const now = await standing(engine, step, groupId);
    const until = lastTouchedAt(step, engine.plan.steps, engine.log) + groupKeptMs;
    const keptUntil = Number.isNaN(until) ? null : new Date(until).toISOString();
    groups.push({ stepId: step.id, groupId, name: step.target.name, keptUntil, ...now });
  }
  return groups;
}

async function standing(
  engine: Engine,
  step: Step,
  groupId: string,
): Promise<Pick<OwnGroup, 'state' | 'change' | 'refusal'>> {
  const open = openChange(step, engine.log);
  if (open !== null) return { state: 'open', change: open, refusal: null };
  if (isDeletedGroup(step, engine.log)) {
    const refusal = await restoreRefusal(engine, step, groupId);
    return { state: 'deleted', change: 'restore', refusal };
  }
  const change = 'delete';
  const live = await readObject(engine, readsById.group(groupId));
  if (!live.ok) {
    const state = live.failure.code === 'graph/not-found' ? 'gone' : 'unread';
    return { state, change, refusal: live.failure };
  }
  const now = await engine.clock.serverNow();
  return { state: 'there', change, refusal: await deleteRefusal(engine, step, groupId, now) };
}

/**
 * Why this group of ours stays; null: it is as we made it, nothing happened to it for thirty days,
 * nobody is in it, and nothing names it (execution.md 2.2). Unread is "it stays". The group and its
 * members are read last, directly before the request; `onTarget` is called as that begins.
 */
export async function deleteRefusal(
  engine: Engine,
  step: Step,
  groupId: string,
  now: number,
  onTarget: () => void = () => undefined,
): Promise<Failure | null> {
  const no = (expected: string, more: Readonly<Record<string, string>> = {}): Failure =>
    failure('guardrail/refused', { step: step.id, expected, ...more });
  const { log, plan } = engine;
  const user = stillUsing(step, plan.steps, log);
  if (user !== null) return no('groupUnused', { open: user.id });
  const idle = now - lastTouchedAt(step, plan.steps, log);
  // A deletion that broke off has waited its days already.
  const hasWaited = idle >= groupKeptMs || log.state(step.id).direction === 'back';
  if (!hasWaited) return no('groupKept');
  const naming = await policiesNaming(engine, groupId);
  if (naming.kind === 'unread') return naming.failure;
  if (naming.policies.length > 0) {
    return no('groupUnnamed', { policies: naming.policies.join('\n') });
  }
  const outer = await rowsOf(engine, readsById.groupMemberOf(groupId));
  if (!isRows(outer)) return outer;
  if (outer.length > 0) return no('groupAlone');
  onTarget();
  const [members, live] = await Promise.all([
    rowsOf(engine, readsById.members(groupId)),
    readObject(engine, readsById.group(groupId)),
  ]);
  if (!isRows(members)) return members;
  if (members.length > 0) return no('groupEmpty');
  if (!live.ok) return live.failure;
  const { value } = live.value;
  return isAsMade(engine, step, groupId, value) ? null : no('groupAsMade');
}

/** Why a deleted group cannot be brought back; null: it lies among the deleted items of the tenant. */
export async function restoreRefusal(
  engine: Engine,
  step: Step,
  groupId: string,
  onTarget: () => void = () => undefined,
): Promise<Failure | null> {
  const no = (expected: string): Failure =>
    failure('guardrail/refused', { step: step.id, expected });
  onTarget();
  const kept = await rowsOf(engine, reads.deletedGroups.url);
  if (!isRows(kept)) return kept;
  const row = kept.find((one) => idOf(one) === groupId);
  if (!isJsonObject(row) || row['mailNickname'] !== markerOf(step)) return no('groupAmongDeleted');
  const live = await readLive(engine, step);
  if (!live.ok) return live.failure;
  return live.value.value === null ? null : no('noOtherGroup');
}

/** Our id and marker, and every field we sent as we sent it; nobody syncs it or may give it roles. */
export function isAsMade(engine: Engine, step: Step, groupId: string, live: Json): boolean {
  if (!isJsonObject(live) || idOf(live) !== groupId) return false;
  const isPlain = live['onPremisesSyncEnabled'] !== true && live['isAssignableToRole'] !== true;
  const isOurs = live['mailNickname'] === markerOf(step) && markerOf(step) !== '';
  return isOurs && isPlain && compareState(step, live, engine.refs) === 'planned';
}

function isRows(read: readonly Json[] | Failure): read is readonly Json[] {
  return Array.isArray(read);
}

async function rowsOf(engine: Engine, url: string): Promise<readonly Json[] | Failure> {
  const list = await readList(engine.graph, url);
  return list.kind === 'rows' ? list.rows : listFailure(list);
}
