import { failure, type Failure } from '../../shared/diagnostic';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepStateOf } from '../../shared/journal/step-state';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Guide } from '../rollout/guide-step';
import { buildGuideView } from '../workspace/guide-view';
import type { Host } from '../workspace/host';
import { doByHand, waitForSchedule } from '../workspace/practice-portal';
import type { Workspace } from '../workspace/workspace';
import type { ServedHandlers } from './serve-contract';

interface Guided {
  readonly workspace: Workspace;
  readonly plan: Plan;
  readonly guide: Guide;
  readonly entries: readonly JournalEntry[];
}

/** A step done in the portal instead of by the app: what is to be set there, and whether it may. */
export function createGuideHandlers(
  host: Host,
): Pick<ServedHandlers, 'rollout.guide' | `practice.${'doByHand' | 'waitForSchedule'}`> {
  const guided = async (stepId: string): Promise<Result<Guided, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const { rollout } = workspace.value;
    if (workspace.value.source === null) return err(failure('auth/signed-out'));
    const opened = await rollout.open();
    if (!opened.ok) return opened;
    const { plan } = rollout;
    if (plan === null) return err(failure('plan/not-approved'));
    const guide = await opened.value.guide(stepId);
    if (!guide.ok) return guide;
    const entries = opened.value.entries(0, Number.MAX_SAFE_INTEGER);
    return ok({ workspace: workspace.value, plan, guide: guide.value, entries });
  };
  return {
    'rollout.guide': async ({ stepId }) => {
      const found = await guided(stepId);
      if (!found.ok) return found;
      const { workspace, plan, guide, entries } = found.value;
      const state = stepStateOf(entries.filter((entry) => entry.stepId === stepId));
      const groups = workspace.snapshot?.groups;
      const named = groups?.kind === 'read' ? groups.value : [];
      return ok(buildGuideView(plan, guide, state, named));
    },
    'practice.doByHand': async ({ stepId }) => {
      const found = await guided(stepId);
      if (!found.ok) return found;
      const { workspace, guide, entries } = found.value;
      const done = await doByHand(workspace.source, entries, guide);
      return done.ok ? ok({}) : done;
    },
    'practice.waitForSchedule': async ({ stepId }) => {
      const found = await guided(stepId);
      if (!found.ok) return found;
      const done = await waitForSchedule(found.value.workspace.source, found.value.guide);
      return done.ok ? ok({}) : done;
    },
  };
}
