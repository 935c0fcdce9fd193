import { canonicalJson, normalizeGraph } from '../../shared/canonical';
import { failure, type Failure } from '../../shared/diagnostic';
import type { DriftWay } from '../../shared/journal/drift-choice';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import { resolveStep } from '../../shared/plan/references';
import { reverseOf } from '../../shared/plan/step-requests';
import type { Step, StepItem } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import type { Engine } from './engine';
import { readTargets, targetKey, type Targets } from './read-targets';
import { itemKinds } from './step-facts';

/** One thing a roll back would write, as it stands before anything of it is sent. */
export interface Looked {
  /** The reverse of a step of the plan, with its references filled. */
  readonly step: Step;
  /** User id of a person's own state; null: the object, or a group. */
  readonly item: string | null;
  /** As the plan wrote it; as it was before the plan; neither; or not read. */
  readonly place: 'written' | 'before' | 'moved' | 'unread';
  /** Owned fields, or a person's state. */
  readonly now: Json;
  /** What a person's word about it is bound to; empty: unread. */
  readonly seen: string;
  readonly unread: Failure | null;
  readonly ways: readonly DriftWay[];
  /** Steps with the same key are about the same object, or the same person. */
  readonly key: string;
}

/** Steps a roll back is about, with the people of them who are taken back. */
export interface BackPart {
  readonly step: Step;
  readonly items: readonly StepItem[] | null;
}

/**
 * Reads what these steps own, all of it before the first reverse leaves, and tells of each where it
 * stands. Newest first: an older step on the same object is judged by what the newer ones will have
 * put back by then. Fails where nothing at all can be read.
 */
export async function lookBack(
  engine: Engine,
  parts: readonly BackPart[],
): Promise<Result<readonly Looked[], Failure>> {
  const known = parts.flatMap(({ step, items }): readonly Step[] => {
    const resolved = resolveStep(items === null ? step : { ...step, items }, engine.refs);
    const back = resolved === null ? null : reverseOf(resolved);
    return back === null ? [] : [back];
  });
  const read = await readTargets(engine, known);
  if (!read.ok) return read;
  const put: Put = new Map();
  return ok(known.flatMap((back) => lookAt(engine, back, read.value, put)));
}

/** What the newer steps will have put back, by target. */
type Put = Map<string, JsonObject>;

function lookAt(engine: Engine, back: Step, targets: Targets, put: Put): readonly Looked[] {
  if (back.kind === 'perUserMfa.set') {
    return (back.items ?? []).map((item) => lookAtPerson(engine, back, item, targets, put));
  }
  const key = targetKey(engine, back, null);
  const live = targets.get(key);
  if (live?.ok !== true) return [unreadOf(back, null, key, live?.failure ?? null)];
  // Who left a group meanwhile is where the reverse would put them: nobody's change is in its way.
  if (itemKinds.has(back.kind)) {
    return [{ ...base(back, null, key), place: 'written', now: null, seen: '', ways: [] }];
  }
  const later = put.get(key) ?? {};
  const then = isJsonObject(live.value) ? { ...live.value, ...later } : live.value;
  const now = ownedRaw(back, live.value);
  put.set(key, { ...later, ...putBy(back) });
  return [
    {
      ...base(back, null, key),
      place: placeOf(compareState(back, then, engine.refs)),
      now,
      seen: engine.sha256(canonicalJson(normalizeGraph(now))),
      // Of the switch no half is left as it is.
      ways: back.bundle === undefined ? ['putBack', 'leave', 'stop'] : ['putBack', 'stop'],
    },
  ];
}

function lookAtPerson(
  engine: Engine,
  back: Step,
  item: StepItem,
  targets: Targets,
  put: Put,
): Looked {
  const { userId } = item;
  const key = targetKey(engine, back, userId);
  const live = targets.get(key);
  if (live?.ok !== true) return unreadOf(back, userId, key, live?.failure ?? null);
  const then = put.get(key)?.['state'] ?? live.value;
  put.set(key, { state: item.planned });
  // Nobody is there any more to whom anything could be given back.
  const isGone = live.value === 'notApplicable';
  // A state nobody knows is not one to be written over.
  if (!isGone && !isPersonState(live.value)) return unreadOf(back, userId, key, null);
  const place = placeOf(compareState({ ...back, items: [item] }, { [userId]: then }, engine.refs));
  return {
    ...base(back, userId, key),
    place: isGone ? 'before' : place,
    now: live.value,
    seen: isGone ? '' : String(live.value),
    ways: ['putBack', 'leave', 'stop'],
  };
}

/** As Graph names it, so that a list is changed by what really stands in it. */
function ownedRaw({ owned }: Step, live: Json): JsonObject {
  if (!isJsonObject(live)) return {};
  const known = owned.flatMap((field) => {
    const value = live[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(known);
}

function placeOf(position: ReturnType<typeof compareState>): Looked['place'] {
  if (position === 'planned') return 'before';
  return position === 'prior' ? 'written' : 'moved';
}

function base(step: Step, item: string | null, key: string) {
  return { step, item, key, unread: null } as const;
}

/** Nothing is written over what nobody has seen. */
function unreadOf(step: Step, item: string | null, key: string, unread: Failure | null): Looked {
  const ways: readonly DriftWay[] = step.bundle === undefined ? ['leave', 'stop'] : ['stop'];
  const why = unread ?? failure('graph/network');
  return { ...base(step, item, key), place: 'unread', now: null, seen: '', unread: why, ways };
}

/** States a person can be given. */
export function isPersonState(value: Json): value is 'disabled' | 'enabled' | 'enforced' {
  return value === 'disabled' || value === 'enabled' || value === 'enforced';
}

function putBy(back: Step): JsonObject {
  return Object.fromEntries(back.owned.map((field) => [field, back.planned?.[field] ?? null]));
}
