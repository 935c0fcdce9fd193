import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import { openTenantStore } from '../../src-main/store/open-store';
import { arrivalsAt, checkRecord } from './record-check';

/** Where a process of a kill campaign ended, dead or by itself. */
export interface Left {
  readonly tenant: PracticeTenant;
  readonly directory: string;
  readonly place: string;
  /** Hashes of the entries at the end before. */
  readonly before: readonly string[];
}

/**
 * What a process left: the chain holds, no entry of earlier is gone, nothing arrived that was not
 * announced on disk, and nothing arrived twice. Looked at in a copy, so that the next start finds the
 * files as that one left them.
 */
export async function checkLeft(left: Left): Promise<readonly JournalEntry[]> {
  const { tenant, directory, place, before } = left;
  const arrivals = await arrivalsAt(tenant);
  const copy = `${directory}-copy`;
  mkdirSync(copy);
  for (const name of ['causeway.db', 'causeway.db-wal', 'head.json']) {
    if (existsSync(join(directory, name))) copyFileSync(join(directory, name), join(copy, name));
  }
  try {
    const entries = existsSync(join(copy, 'causeway.db')) ? readLeft(copy, arrivals, place) : [];
    const hashes = entries.slice(0, before.length).map(({ hash }) => hash);
    expect([place, hashes]).toEqual([place, before]);
    return entries;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function readLeft(
  copy: string,
  arrivals: Awaited<ReturnType<typeof arrivalsAt>>,
  place: string,
): readonly JournalEntry[] {
  const opened = openTenantStore(copy, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) throw new Error(`${place}: ${opened.failure.code}`);
  const { journal } = opened.value;
  const rolloutId = journal.rollouts()[0]?.rolloutId;
  try {
    if (rolloutId === undefined) return [];
    const entries = () => journal.read(rolloutId);
    const record = { entries, verifyChain: () => journal.verify(rolloutId) };
    return checkRecord(record, arrivals, place);
  } finally {
    opened.value.close();
  }
}
