import { phases, phaseScreens, type ScreenName } from '../../shared/wizard/screen';
import type { Workspace } from './workspace';

/** What a plan file alone can show. */
const planScreens = [
  'findings',
  'rings',
  'schedule',
  'messages',
  'review',
  'export',
] as const satisfies readonly ScreenName[];

/** Screens open up as the work gets there: connect, read, then everything the snapshot feeds. */
export function reachedScreens(workspace: Workspace | null): ScreenName[] {
  const always: ScreenName[] = ['home', 'fleet', 'settings'];
  if (workspace === null) return always;
  if (workspace.meta.source === 'plan') return [...always, ...planScreens];
  const reached: ScreenName[] = [...always, 'connect', 'activity'];
  if (workspace.meta.isConfirmed || workspace.meta.source === 'capture') reached.push('read');
  if (workspace.snapshot !== null) {
    for (const phase of phases) {
      for (const screen of phaseScreens[phase]) {
        const needsApproval = screen === 'rollout' || screen === 'finish';
        if (!needsApproval && !reached.includes(screen)) reached.push(screen);
      }
    }
    if (workspace.rollout.plan !== null) reached.push('rollout', 'finish');
  }
  return reached;
}
