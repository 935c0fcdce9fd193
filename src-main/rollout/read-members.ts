import * as v from 'valibot';
import { shortText } from '../../shared/bounds';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { readsById } from '../graph/reads-by-id';
import { groupsInDocuments, groupsInPolicies } from './referenced-groups';
import { readListInto, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';

/** Where the type is told it must be text: a member of no known type is not left out. */
const memberRow = v.looseObject({ id: shortText, '@odata.type': v.optional(shortText) });

/** The row of a group that holds no other group: everybody in it is in it directly. */
const allDirect = 'all';

/**
 * Transitive members of one group, users only, the row is the id; and which groups lie within it, as
 * the same answer tells. A tour that also asks how they got in reads the direct members, but only of
 * a group that holds something else than users.
 */
export async function readMembersOf(tour: Tour, groupId: string): Promise<TourResult> {
  const path = `groupMembers/${groupId}`;
  // Of pages an earlier run read, only the users were kept.
  let mayBeNested = tour.reading.state(path) !== null;
  const within = groupsWithin(tour, groupId);
  const read = await readListInto(tour, {
    source: 'groupMembers',
    path,
    url: readsById.transitiveMembers(groupId),
    schema: memberRow,
    keep: (row) => {
      mayBeNested ||= !isJsonObject(row) || row['@odata.type'] !== userType;
      within.meet(row);
      return userIdOf(row);
    },
    isPart: true,
  });
  if (!read.ok) return read;
  const told = within.close();
  const isRead = tour.reading.state(path)?.kind === 'done';
  if (!told.ok || tour.asksHow !== true || !isRead) return told;
  return readDirectMembersOf(tour, groupId, mayBeNested);
}

/** Keeps the groups that lie within one, each as it is met, so that a tour may end between two pages. */
function groupsWithin(
  { reading }: Tour,
  groupId: string,
): { readonly meet: (row: Json) => void; readonly close: () => TourResult } {
  const members = `groupMembers/${groupId}`;
  const path = `nestedGroups/${groupId}`;
  let kept: TourResult = ok(undefined);
  const keep = (rows: readonly string[]): void => {
    if (kept.ok) kept = reading.page(path, rows, { kind: 'reading', next: '' });
  };
  if (reading.state(path) === null && reading.state(members) === null) keep([]);
  const known = new Set(reading.pages(path).flat());
  return {
    meet: (row) => {
      const id = groupIdOf(row);
      if (id === null || known.has(id)) return;
      known.add(id);
      keep([id]);
    },
    close: () => {
      const state = reading.state(path);
      if (!kept.ok || (state !== null && state.kind !== 'reading')) return kept;
      const end = reading.state(members);
      // Members of an older version's reading came without the groups they came through.
      const isKept = state !== null && end?.kind === 'done';
      const reason = end?.kind === 'unread' ? end.reason : ({ code: 'notAsked' } as const);
      return reading.settle(path, isKept ? { kind: 'done' } : { kind: 'unread', reason });
    },
  };
}

async function readDirectMembersOf(
  tour: Tour,
  groupId: string,
  mayBeNested: boolean,
): Promise<TourResult> {
  const path = `directMembers/${groupId}`;
  if (!mayBeNested) {
    if (tour.reading.state(path) !== null) return ok(undefined);
    return tour.reading.page(path, [allDirect], { kind: 'done' });
  }
  return readListInto(tour, {
    source: 'groupMembers',
    path,
    url: readsById.members(groupId),
    schema: memberRow,
    keep: userIdOf,
    isPart: true,
  });
}

const userType = '#microsoft.graph.user';
const groupType = '#microsoft.graph.group';

/** Members of a group that are certainly no users (Graph page "group: list transitiveMembers"). */
const otherTypes: ReadonlySet<Json | undefined> = new Set(
  ['group', 'device', 'orgContact', 'servicePrincipal', 'application', 'administrativeUnit'].map(
    (name) => `#microsoft.graph.${name}`,
  ),
);

/** An id is one object's alone: of a type unheard of it is kept, for it may be a user of a new kind. */
function userIdOf(row: Json): Json | null {
  if (!isJsonObject(row) || typeof row['id'] !== 'string') return null;
  return otherTypes.has(row['@odata.type']) ? null : row['id'].toLowerCase();
}

/** Of a type unheard of it may be a new kind of group as well as of user. */
function groupIdOf(row: Json): string | null {
  if (!isJsonObject(row) || typeof row['id'] !== 'string') return null;
  const type = row['@odata.type'];
  if (type === userType || (type !== groupType && otherTypes.has(type))) return null;
  return row['id'].toLowerCase();
}

/** Members of every group that a policy, an answer or a choice names (performance.md 0). */
export async function readGroupMembers(
  tour: Tour,
  documents: readonly Json[],
): Promise<TourResult> {
  const { reading, board } = tour;
  const policies = [
    ...listed(tour, 'conditionalAccess'),
    ...listed(tour, 'authenticationMethodsPolicy'),
  ];
  const groups = listed(tour, 'groups').flatMap((row) =>
    isJsonObject(row) && typeof row['id'] === 'string'
      ? [
          {
            id: row['id'],
            displayName: typeof row['displayName'] === 'string' ? row['displayName'] : null,
          },
        ]
      : [],
  );
  const asked = [
    ...new Set([...groupsInPolicies(policies), ...groupsInDocuments(documents, groups)]),
  ].sort();
  let reason: UnreadReason | null = null;
  for (const [index, groupId] of asked.entries()) {
    board.reading('groupMembers', index, asked.length);
    const done = await readMembersOf(tour, groupId);
    if (!done.ok) return done;
    const state = reading.state(`groupMembers/${groupId}`);
    if (state?.kind === 'unread') reason ??= state.reason;
  }
  board.settled('groupMembers', asked.length, reason);
  return ok(undefined);
}

function listed(tour: Tour, path: string): readonly Json[] {
  const rows = rowsRead(tour.reading, path);
  return 'rows' in rows ? rows.rows : [];
}
