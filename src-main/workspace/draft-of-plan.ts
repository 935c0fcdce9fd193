import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import { planMeta } from './plan-meta';
import { saveChoices } from './save-choices';
import type { Workspace } from './workspace';
import type { WorkspaceMeta } from './workspace-meta';

/** Of a workspace that is begun with a plan file: which plan, and whose tenant alone will do. */
export function draftMeta(plan: Plan): Pick<WorkspaceMeta, 'planHash' | 'tenant'> {
  const { planHash, tenant } = planMeta(plan);
  return { planHash, tenant };
}

/** The file's answers and choices as a draft. Answers keep who gave them; approvals never come along. */
export function takeOverDraft(workspace: Workspace, plan: Plan): Result<void, Failure> {
  const saved = plan.answers === null ? ok(undefined) : workspace.store.answers.save(plan.answers);
  return saved.ok ? saveChoices(workspace, plan.choices) : saved;
}
