import { err, ok, type Result } from '../../shared/result';
import type { Failure } from '../../shared/diagnostic';
import type { SinceView } from '../../shared/ipc/since-contract';
import type { Host } from '../workspace/host';
import { sinceLastOpening } from '../workspace/last-opening';
import type { Workspace } from '../workspace/workspace';
import { isSignedInTo } from '../workspace/workspace-meta';
import type { ServedHandlers } from './serve-contract';

/** What has happened since the open plan was opened before; asked again, it says the same. */
export function createSinceHandlers(host: Host): Pick<ServedHandlers, 'overview.since'> {
  const told = new WeakMap<Workspace, Promise<Result<SinceView | null, Failure>>>();
  return {
    'overview.since': () => {
      const workspace = host.opened();
      if (!workspace.ok) return Promise.resolve(err(workspace.failure));
      const known = told.get(workspace.value) ?? tell(workspace.value);
      told.set(workspace.value, known);
      return known;
    },
  };
}

async function tell(workspace: Workspace): Promise<Result<SinceView | null, Failure>> {
  const { meta, rollout, snapshot } = workspace;
  // A plan file is read, not worked on.
  if (meta.source === 'plan') return ok(null);
  const at = workspace.nowIso();
  if (rollout.plan !== null && isSignedInTo(meta) && !rollout.isBusy) await rollout.open();
  const { done, total } = rollout.progress();
  const hash = rollout.plan?.planHash ?? null;
  return sinceLastOpening(workspace.store, {
    ...{ at, snapshot, nextDate: meta.isFinished ? null : meta.nextDate },
    plan: hash === null || rollout.rollout === null ? null : { hash, done, total },
    isReadingOld: workspace.isSnapshotStale(),
  });
}
