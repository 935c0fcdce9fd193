import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Standing } from '../../shared/ipc/data-contract';
import { isUnderWay } from '../rollout/rollout-record';
import { openTenantStore, type TenantStore } from '../store/open-store';
import { takeTenantLock } from '../store/tenant-lock';
import { approvedPlan } from './approved-plan';
import { kitExportedAt } from './kit-record';

/** What would go with a plan's folder. */
export interface Weight {
  readonly standing: Standing;
  readonly journalEntries: number;
  readonly kitAt: string | null;
}

const unknown: Weight = { standing: 'unknown', journalEntries: 0, kitAt: null };

/** How a rollout stands by its journal alone. What the journal does not tell for sure is unknown. */
export function weighStore(store: TenantStore): Weight {
  try {
    const { journal } = store;
    const records = journal.rollouts();
    const plan = approvedPlan(store);
    const entries = records.map(({ rolloutId }) => journal.count(rolloutId));
    const journalEntries = entries.reduce((sum, one) => sum + one, 0);
    const isWhole =
      !journal.isLost(plan?.planHash ?? '') &&
      records.every(({ rolloutId }) => journal.verify(rolloutId).state === 'intact');
    const kitAt = kitExportedAt(store, plan?.planHash ?? '');
    if (!isWhole) return { ...unknown, journalEntries };
    if (records.some((record) => isUnderWay(store, record))) {
      const isOnlyThis = records.every(
        (one) => one.planHash === plan?.planHash || !isUnderWay(store, one),
      );
      return { standing: 'open', journalEntries, kitAt: isOnlyThis ? kitAt : null };
    }
    const isSent = records.some(({ rolloutId }) =>
      journal.read(rolloutId).some((entry) => entry.type === 'sent'),
    );
    return { standing: isSent ? 'over' : 'none', journalEntries, kitAt };
  } catch {
    return unknown;
  }
}

/** The same of a folder that is not open here; somebody else who may write there is running. */
export function weighFolder(folder: string, now: () => number): Weight {
  if (!existsSync(path.join(folder, 'causeway.db'))) {
    // A head without its database is a journal that was lost.
    const isEmpty = !existsSync(path.join(folder, 'head.json'));
    return isEmpty ? { ...unknown, standing: 'none' } : unknown;
  }
  if (isLockedElsewhere(folder)) return { ...unknown, standing: 'running' };
  const store = openTenantStore(folder, { mode: 'read', clock: { now }, isLookedThrough: true });
  if (!store.ok) return unknown;
  try {
    return weighStore(store.value);
  } finally {
    store.value.close();
  }
}

/** Another process works on this folder. Never asked of a folder that is open in this one. */
export function isLockedElsewhere(folder: string): boolean {
  if (!existsSync(path.join(folder, 'lock.db'))) return false;
  const lock = takeTenantLock(folder);
  if (lock.ok) lock.value.release();
  return !lock.ok && lock.failure.code === 'store/locked';
}

/** Bytes of all files below; 0 for what is not there. */
export async function bytesBelow(folder: string): Promise<number> {
  let sum = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const below = path.join(folder, entry.name);
    if (entry.isDirectory()) sum += await bytesBelow(below);
    else sum += (await stat(below).catch(() => null))?.size ?? 0;
  }
  return sum;
}
