import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { Read, Snapshot } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/source';
import { inTurns } from '../ports/in-turns';
import type { TenantStore } from '../store/open-store';
import type { Reading } from '../store/reading-store';
import { ProgressBoard } from './read-progress';
import { readMembersOf } from './read-members';
import { groupsInDocuments } from './referenced-groups';
import { snapshotHashSteps } from './snapshot-hash';
import type { Tour } from './tour';

export interface NamedGroupsInput {
  readonly source: Source;
  readonly store: TenantStore;
  readonly snapshot: Snapshot;
  readonly snapshotId: string;
  /** Answers and choices that may name groups. */
  readonly documents: readonly object[];
  readonly signal: AbortSignal;
  readonly sha256: Sha256;
}

/** Groups of the tenant that documents name and whose members the snapshot does not hold. */
export function groupsToRead({ snapshot, documents }: NamedGroupsInput): readonly string[] {
  const groups = snapshot.groups.kind === 'read' ? snapshot.groups.value : [];
  const there = new Set(groups.map(({ id }) => id.toLowerCase()));
  const asked = new Set(Object.keys(snapshot.groupMembers).map((id) => id.toLowerCase()));
  const named = groupsInDocuments(
    documents as readonly Json[],
    groups.map(({ id, displayName }) => ({ id, displayName: displayName ?? null })),
  );
  return [...named].filter((id) => there.has(id) && !asked.has(id)).sort();
}

/**
 * Reads the members of groups that somebody named after the tenant was read, and puts them into a
 * snapshot of the same moment, so that an answer takes effect without another tour. Null: nothing to
 * read. Failures: those of a tour; the snapshot then stays as it is.
 */
export async function readNamedGroups(
  i: NamedGroupsInput,
): Promise<Result<Snapshot | null, Failure>> {
  const ids = groupsToRead(i);
  const reading = ids.length === 0 ? null : i.store.snapshots.reopen(i.snapshotId);
  if (reading === null) return ok(null);
  const { clock, graph } = i.source;
  const tour: Tour = {
    source: i.source,
    reading,
    control: { signal: i.signal, isPaused: () => false, whenResumed: () => Promise.resolve() },
    board: new ProgressBoard(
      () => clock.now(),
      graph.stats,
      () => undefined,
    ),
    asksHow: i.snapshot.directMembers !== undefined,
  };
  for (const id of ids) {
    // What an interrupted attempt left is of another moment.
    for (const list of ['groupMembers', 'nestedGroups', 'directMembers']) {
      const forgotten = reading.restart(`${list}/${id}`);
      if (!forgotten.ok) return forgotten;
    }
    const done = await readMembersOf(tour, id);
    if (!done.ok) return done;
  }
  const whole: Snapshot = {
    ...i.snapshot,
    groupMembers: { ...i.snapshot.groupMembers, ...listsOf(reading, 'groupMembers', ids) },
    nestedGroups: { ...i.snapshot.nestedGroups, ...listsOf(reading, 'nestedGroups', ids) },
  };
  const hash = await inTurns(snapshotHashSteps(whole, i.sha256));
  if (i.signal.aborted) return err(failure('step/cancelled'));
  const saved = i.store.snapshots.extend(i.snapshotId, reading, hash);
  if (!saved.ok) return saved;
  return ok(await inTurns(i.store.snapshots.loadSteps(saved.value.snapshotId)));
}

function listsOf(
  reading: Reading,
  list: string,
  ids: readonly string[],
): Readonly<Record<string, Read<readonly string[]>>> {
  return Object.fromEntries(
    ids.map((id): [string, Read<readonly string[]>] => {
      const path = `${list}/${id}`;
      const state = reading.state(path);
      if (state?.kind === 'unread') return [id, { kind: 'unread', reason: state.reason }];
      const rows = [...reading.eachPage(path)].flat();
      return [id, { kind: 'read', value: rows.filter((row) => typeof row === 'string') }];
    }),
  );
}
