import { windowSigner } from '../../shared/tenant/entered';
import type { Workspace } from './workspace';

/** Reason, who and when of a choice (answers.md 3: all required). */
export function signed(
  workspace: Workspace,
  reason: string,
): { reason: string; by: string; at: string } {
  return {
    reason,
    by: workspace.connect.account === '' ? windowSigner : workspace.connect.account,
    at: workspace.nowIso(),
  };
}
