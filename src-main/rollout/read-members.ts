import * as v from 'valibot';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { readsById } from '../graph/reads-by-id';
import { groupsInDocuments, groupsInPolicies } from './referenced-groups';
import { readListInto, rowsRead, type Tour, type TourResult } from './tour';

const memberRow = v.looseObject({ id: v.string() });

/** Transitive members of one group, users only; the row is the id. */
export async function readMembersOf(tour: Tour, groupId: string): Promise<TourResult> {
  return readListInto(tour, {
    source: 'groupMembers',
    path: `groupMembers/${groupId}`,
    url: readsById.transitiveMembers(groupId),
    schema: memberRow,
    keep: userIdOf,
    isPart: true,
  });
}

function userIdOf(row: Json): Json | null {
  if (!isJsonObject(row) || typeof row['id'] !== 'string') return null;
  const type = row['@odata.type'];
  return type === undefined || type === '#microsoft.graph.user' ? row['id'].toLowerCase() : null;
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
