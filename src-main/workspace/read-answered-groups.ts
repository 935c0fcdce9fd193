import type { AttributeList } from '../../shared/entra/user-attribute';
import { readNamedGroups } from '../rollout/read-named-groups';
import { sha256 } from '../files/sha256';
import type { Workspace } from './workspace';

interface Round {
  again: boolean;
  readonly asked: Set<AttributeList>;
  ended: Promise<boolean>;
}

/** One at a time for each workspace; who saves meanwhile is served by another round. */
const running = new WeakMap<Workspace, Round>();

/**
 * Reads the groups and attributes that answers or choices name by now, and `attributes`, where a
 * tenant is at hand and no tour runs: the next tour reads them anyway. True: the snapshot has
 * changed. What cannot be read stays unread, and counts stay lower bounds. While one reads, whoever
 * saves goes on at once, and whoever asks for attributes waits for them.
 */
export async function readAnsweredGroups(
  workspace: Workspace,
  attributes: readonly AttributeList[] = [],
): Promise<boolean> {
  const before = running.get(workspace);
  if (before !== undefined) {
    before.again = true;
    for (const list of attributes) before.asked.add(list);
    if (attributes.length > 0) await before.ended;
    return false;
  }
  const round: Round = { again: false, asked: new Set(attributes), ended: Promise.resolve(false) };
  running.set(workspace, round);
  round.ended = readInRounds(workspace, round);
  return round.ended;
}

async function readInRounds(workspace: Workspace, round: Round): Promise<boolean> {
  let hasChanged = false;
  try {
    do {
      round.again = false;
      hasChanged = (await readOnce(workspace, [...round.asked])) || hasChanged;
    } while (round.again);
  } finally {
    running.delete(workspace);
  }
  return hasChanged;
}

async function readOnce(
  workspace: Workspace,
  attributes: readonly AttributeList[],
): Promise<boolean> {
  const { source, snapshot, snapshotId, store } = workspace;
  if (source === null || snapshot === null || snapshotId === null) return false;
  if (workspace.reading.isRunning) return false;
  const signal = workspace.reading.besideSignal;
  const documents = [store.answers.get(), workspace.choices].filter((one) => one !== null);
  const input = { source, store, snapshot, snapshotId, documents, attributes, signal, sha256 };
  const done = await readNamedGroups(input);
  // A tour that has begun meanwhile reads them itself, on a reading of its own.
  if (!done.ok || done.value === null || workspace.snapshotId !== snapshotId) return false;
  await workspace.loadLatest(done.value);
  return true;
}
