import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { adoptNamedAccounts } from './adopt-named-accounts';
import { readingMeta } from './reading-meta';
import type { Workspace } from './workspace';

interface Desk {
  opened(): Result<Workspace, Failure>;
  tell(): void;
}

/**
 * Reads the tenant; what the reading shows is taken over before anybody asks: accounts named during
 * the rollout into the answers, its time and figures into the top bar and the list of plans. A
 * reading that cannot be assessed leaves those as they are.
 */
export async function readAndTake(host: Desk, workspace: Workspace): Promise<void> {
  const before = workspace.snapshotId;
  await workspace.read();
  host.tell();
  if (workspace.snapshotId === before || !isOpen(host, workspace)) return;
  const { planning } = workspace;
  adoptNamedAccounts(workspace);
  const input = workspace.planningInput();
  if (!input.ok) return;
  const prepared = await planning.prepare('assessed', input.value);
  if (!prepared.ok || !isOpen(host, workspace)) return;
  const assessed = planning.assessed(input.value);
  if (!assessed.ok) return;
  workspace.update(readingMeta(assessed.value, input.value.snapshot));
  host.tell();
}

/** Reading and assessing take long: another plan may be open since, and this one's folder closed. */
function isOpen(host: Desk, workspace: Workspace): boolean {
  const opened = host.opened();
  return opened.ok && opened.value === workspace;
}
