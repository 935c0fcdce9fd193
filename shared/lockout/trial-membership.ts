import type { Person } from '../assess/people';
import type { TenantImage } from '../plan/post-image';

type Told = TenantImage['told'];
type Lists = Told['groupMembers'];

/**
 * The second evaluator's own reading of who is in a group, from the lists as they were told, nested
 * groups and planned steps. Written apart from `indexGroups` and `applyStep`: it shares types with
 * them, no code. Null: not known, which also stands where two lists contradict each other; direct
 * members are there to contradict only where they were asked for, and a plan file keeps no lists of
 * groups within groups.
 */
export function isMemberByTrial(
  { told, moved }: Pick<TenantImage, 'told' | 'moved'>,
  group: string,
  person: Person,
): boolean | null {
  const own = fold(group);
  const wanted = fold(person.id);
  const base = listedIn(told, moved, own, wanted);
  if (base === null) return null;
  const last = lastMove(moved, own, wanted);
  if (last === true) return true;
  if (base && last === null) {
    const isDoubtful =
      isTakenFromWithin(told, moved, own, wanted) || contradicts(told, own, wanted);
    return isDoubtful ? null : true;
  }
  return throughNested(told, moved, own, wanted, base);
}

/** A step takes them out of a group by which alone they may have been in it. */
function isTakenFromWithin(
  told: Told,
  moved: TenantImage['moved'],
  own: string,
  wanted: string,
): boolean {
  if (isDirect(told, own, wanted) === true) return false;
  return withinOf(told, own).some((inner) => lastMove(moved, inner, wanted) === false);
}

/**
 * Not in the group's own list, or taken out of it (`wasListed`): then in no group within it, or the
 * lists are at odds. Whoever was listed may have been so by a group whose own list was not read.
 */
function throughNested(
  told: Told,
  moved: TenantImage['moved'],
  own: string,
  wanted: string,
  wasListed: boolean,
): boolean | null {
  let isAtOdds = wasListed && listOf(told.nestedGroups, own)?.kind === 'unread';
  for (const inner of withinOf(told, own)) {
    const last = lastMove(moved, inner, wanted);
    if (last === true) return true;
    const isInside = rowsOf(told.groupMembers, inner)?.has(wanted) ?? wasListed;
    if (last === null && isInside) isAtOdds = true;
  }
  return isAtOdds ? null : false;
}

/** Every list by which somebody could be in it was read, and none has them. */
function contradicts(told: Told, own: string, wanted: string): boolean {
  if (isDirect(told, own, wanted) !== false) return false;
  if (rowsOf(told.nestedGroups, own) === null) return false;
  return withinOf(told, own).every(
    (inner) => rowsOf(told.groupMembers, inner)?.has(wanted) === false,
  );
}

/** Whether they are in the group itself; null: its direct members were not read, or not asked for. */
function isDirect({ directMembers }: Told, own: string, wanted: string): boolean | null {
  const list = listOf(directMembers, own);
  if (list?.kind !== 'read') return null;
  return list.value === 'all' || folded(list.value).has(wanted);
}

/** Groups at any depth within one, the outer itself left out: groups may hold each other in a ring. */
function withinOf(told: Told, own: string): readonly string[] {
  const met = new Set([own]);
  for (const group of met) {
    for (const inner of rowsOf(told.nestedGroups, group) ?? []) met.add(inner);
  }
  met.delete(own);
  return [...met];
}

/** Whether the group's own list had them; a group that a step creates begins empty. */
function listedIn(
  told: Told,
  moved: TenantImage['moved'],
  own: string,
  wanted: string,
): boolean | null {
  for (let at = moved; at !== null; at = at.before) {
    if (at.step.kind === 'group.create' && own === `created:${fold(at.step.id)}`) return false;
  }
  const rows = rowsOf(told.groupMembers, own);
  if (rows !== null) return rows.has(wanted);
  return isGone(told, own) ? false : null;
}

/** What the latest step that moves them in or out of the group does; null: none does. */
function lastMove(moved: TenantImage['moved'], own: string, wanted: string): boolean | null {
  for (let at = moved; at !== null; at = at.before) {
    const { kind, id, target, items } = at.step;
    if (kind === 'group.create' && own === `created:${fold(id)}`) return null;
    if (kind === 'group.create' || fold(target.id) !== own) continue;
    const planned = items === undefined ? undefined : plannedOf(items).get(wanted);
    if (planned !== undefined) return planned === 'member';
  }
  return null;
}

/** Deleted: it answers 404, and the list of groups, which was read, does not have it. */
function isGone({ groupMembers, groups }: Told, own: string): boolean {
  const list = listOf(groupMembers, own);
  if (list?.kind !== 'unread' || groups?.kind !== 'read') return false;
  const { code, status } = list.reason;
  return code === 'notFound' && status === 404 && !groups.value.some(({ id }) => fold(id) === own);
}

function rowsOf(lists: Lists | undefined, group: string): ReadonlySet<string> | null {
  const list = listOf(lists, group);
  return list?.kind === 'read' ? folded(list.value) : null;
}

function listOf<List>(
  lists: Readonly<Record<string, List>> | undefined,
  group: string,
): List | undefined {
  return Object.entries(lists ?? {}).find(([id]) => fold(id) === group)?.[1];
}

/** A list is asked about many times, and may name everybody. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function folded(list: readonly string[]): ReadonlySet<string> {
  const known = sets.get(list);
  if (known !== undefined) return known;
  const set = new Set(list.map(fold));
  sets.set(list, set);
  return set;
}

type Items = NonNullable<NonNullable<TenantImage['moved']>['step']['items']>;
const plans = new WeakMap<Items, ReadonlyMap<string, string>>();

/** What is planned for each person of a step; of two items for one, the last. */
function plannedOf(items: Items): ReadonlyMap<string, string> {
  const known = plans.get(items);
  if (known !== undefined) return known;
  const planned = new Map(items.map((item) => [fold(item.userId), item.planned]));
  plans.set(items, planned);
  return planned;
}

const fold = (id: string): string => id.toLowerCase();
