import { failure, type Failure } from '../../shared/diagnostic';
import type { CarriedOver } from '../../shared/ipc/damaged-contract';
import { err, ok, type Result } from '../../shared/result';
import { inTurns } from '../ports/in-turns';
import { snapshotHashSteps } from '../rollout/snapshot-hash';
import { openDamagedStore, type DamagedStore } from '../store/damaged-store';
import type { SnapshotRecord } from '../store/snapshot-coverage';
import type { Host } from './host';
import { saveChoices } from './save-choices';
import { isSignedInTo, type WorkspaceMeta } from './workspace-meta';

/**
 * A new plan for the same tenant with what the damaged one still holds: its newest reading that is
 * as it was hashed, answers and choices. Approvals and the record of a rollout stay where they are.
 */
export async function startFromDamaged(
  host: Host,
  id: string,
): Promise<Result<CarriedOver, Failure>> {
  const meta = host.index.get(id);
  if (meta === undefined || !isSignedInTo(meta)) {
    return err(failure('store/not-found', { path: id }));
  }
  if (host.current?.rollout.isBusy === true) return err(failure('plan/running'));
  const damaged = openDamagedStore(host.index.folderOf(id));
  if (!damaged.ok) return damaged;
  try {
    return await carryOver(host, meta, damaged.value);
  } finally {
    damaged.value.close();
  }
}

async function carryOver(
  host: Host,
  meta: WorkspaceMeta,
  damaged: DamagedStore,
): Promise<Result<CarriedOver, Failure>> {
  const newId = host.ports.randomId();
  const whole = await newestWhole(host, damaged);
  if (whole !== null) {
    const folder = host.index.folderOf(newId);
    const copied = damaged.copySnapshot(whole.snapshotId, folder, { now: () => host.ports.now() });
    if (!copied.ok) return copied;
  }
  const { source, scenario, cloud, clientId, writeClientId, authorityTenant, tenant } = meta;
  const place = { source, scenario, cloud, clientId, writeClientId, authorityTenant, tenant };
  const readAt = whole?.takenAt ?? null;
  const created = await host.create({ ...place, readAt, begunWith: meta.begunWith }, newId);
  if (!created.ok) return created;
  const workspace = host.current;
  const { answers, choices } = damaged;
  if (workspace?.meta.id === newId) {
    if (answers !== null) {
      const saved = workspace.store.answers.save(answers);
      if (!saved.ok) return saved;
    }
    if (choices !== null) {
      const saved = saveChoices(workspace, choices);
      if (!saved.ok) return saved;
    }
  }
  return ok({ readAt, hasAnswers: answers !== null, hasChoices: choices !== null });
}

/** The newest reading whose hash is the one it was kept with. */
async function newestWhole(
  { ports }: Pick<Host, 'ports'>,
  damaged: DamagedStore,
): Promise<SnapshotRecord | null> {
  for (const record of damaged.snapshots) {
    const snapshot = await inTurns(damaged.loadSteps(record.snapshotId));
    if (snapshot === null) continue;
    if ((await inTurns(snapshotHashSteps(snapshot, ports.sha256))) === record.hash) return record;
  }
  return null;
}
