import type { WorkspaceCard } from '../../shared/ipc/home-contract';
import { practiceName } from './practice-host';
import type { WorkspaceMeta } from './workspace-meta';

/** A practice tenant has its name before anybody signs in. */
export function nameOf({
  tenant,
  scenario,
}: Pick<WorkspaceMeta, 'tenant' | 'scenario'>): Pick<WorkspaceCard, 'name' | 'domain'> {
  return {
    name: tenant?.name ?? (scenario === null ? '' : practiceName(scenario)),
    domain: tenant?.domain ?? '',
  };
}

/** What the page is shown of a workspace. `isRunning`: its rollout runs in this process. */
export function toCard(meta: WorkspaceMeta, isRunning: boolean): WorkspaceCard {
  return {
    id: meta.id,
    ...nameOf(meta),
    source: meta.source,
    isFromPlan: meta.source !== 'plan' && meta.planHash !== null,
    scenario: meta.scenario,
    screen: meta.screen,
    readAt: meta.readAt,
    peopleAtRisk: meta.peopleAtRisk,
    isRiskAtLeast: meta.isRiskAtLeast,
    nextDate: meta.isFinished ? null : meta.nextDate,
    ringSizes: meta.ringSizes,
    stepsDone: meta.stepsDone,
    stepsTotal: meta.stepsTotal,
    run: isRunning ? 'running' : runOf(meta),
    isFinished: meta.isFinished,
  };
}

function runOf({ lastRun }: WorkspaceMeta): WorkspaceCard['run'] {
  if (lastRun === 'running') return 'cut';
  return lastRun === 'held' ? 'held' : null;
}
