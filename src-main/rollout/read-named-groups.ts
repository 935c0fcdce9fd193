import { failure, type Failure } from '../../shared/diagnostic';
import {
  attributeListNames,
  attributeLists,
  type AttributeList,
} from '../../shared/entra/user-attribute';
import type { Sha256 } from '../../shared/ids';
import type { Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { Choices } from '../../shared/tenant/choice';
import { attributeListsOf } from '../../shared/tenant/ring-choice';
import type { Read, Snapshot, UnreadReason } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/source';
import { inTurns } from '../ports/in-turns';
import { attributePath, userAttributesOf } from '../store/attribute-columns';
import type { TenantStore } from '../store/open-store';
import type { Reading } from '../store/reading-store';
import { ProgressBoard } from './read-progress';
import { forgetUnfinished } from './open-reading';
import { readMembersOf } from './read-members';
import { groupsInDocuments } from './referenced-groups';
import { readAttributeList } from './read-user-attributes';
import { snapshotHashSteps } from './snapshot-hash';
import type { Tour } from './tour';

export interface NamedGroupsInput {
  readonly source: Source;
  readonly store: TenantStore;
  readonly snapshot: Snapshot;
  readonly snapshotId: string;
  /** Answers and choices that may name groups. */
  readonly documents: readonly object[];
  /** Lists of attributes to read beside those that documents go by. */
  readonly attributes?: readonly AttributeList[];
  readonly signal: AbortSignal;
  readonly sha256: Sha256;
}

/**
 * Lists of attributes that rings go by and nobody asked the tenant for yet; and those that somebody
 * asks for by hand, again where they could not be read before.
 */
function attributesToRead({ snapshot, documents, attributes = [] }: NamedGroupsInput) {
  const named = documents.flatMap((one) => attributeListsOf((one as Partial<Choices>).rings));
  return attributeListNames.filter((list) => {
    const kinds = attributeLists[list].map((name) => snapshot.userAttributes?.[name]?.kind);
    if (attributes.includes(list)) return kinds.some((kind) => kind !== 'read');
    return named.includes(list) && kinds.every((kind) => kind === undefined);
  });
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
 * Reads the members of groups that somebody named after the tenant was read, and the attributes they
 * go by, and puts them into a snapshot of the same moment, so that an answer takes effect without
 * another tour. Null: nothing to read. Failures: those of a tour; the snapshot then stays as it is.
 */
export async function readNamedGroups(
  i: NamedGroupsInput,
): Promise<Result<Snapshot | null, Failure>> {
  const ids = groupsToRead(i);
  const lists = attributesToRead(i);
  const isNone = ids.length + lists.length === 0;
  const reading = isNone ? null : i.store.snapshots.reopen(i.snapshotId);
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
  const asked: Record<string, UnreadReason | null> = {};
  for (const list of lists) {
    const path = attributePath(list);
    const forgotten = reading.restart(path);
    if (!forgotten.ok) return forgotten;
    const done = await readAttributeList(tour, list);
    if (!done.ok) return done;
    const state = reading.state(path);
    asked[path] = state?.kind === 'unread' ? state.reason : null;
  }
  const left = forgetUnfinished(reading);
  if (!left.ok) return left;
  const { userAttributes } = userAttributesOf(asked, (path) => reading.eachPage(path));
  const whole: Snapshot = {
    ...i.snapshot,
    ...(userAttributes === undefined
      ? {}
      : { userAttributes: { ...i.snapshot.userAttributes, ...userAttributes } }),
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
