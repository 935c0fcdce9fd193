import { failure, type Failure } from '../../shared/diagnostic';
import { listOfAttribute } from '../../shared/entra/user-attribute';
import type { RingLayoutView } from '../../shared/ipc/ring-layout-contract';
import { err, ok, type Result } from '../../shared/result';
import { readRingFile } from '../files/read-ring-file';
import { chooseRingLayout, chooseRingList } from '../workspace/choose-ring-layout';
import type { Host } from '../workspace/host';
import { readAnsweredGroups } from '../workspace/read-answered-groups';
import { buildRingDriftView, notedView } from '../workspace/ring-drift-view';
import { buildRingLayoutView } from '../workspace/ring-layout-view';
import type { Workspace } from '../workspace/workspace';
import { plannedSoon } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

/**
 * How people are parted into rings. Asks for no plan: a rule over a group that is not read yet
 * leaves the tenant without one, and here is where it is mended.
 */
export function createRingLayoutHandlers(
  host: Host,
): Pick<
  ServedHandlers,
  `rings.${'drift' | 'layout' | 'setLayout' | 'readAttribute' | 'importLayout'}`
> {
  const view = async (): Promise<Result<RingLayoutView, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const input = workspace.value.planningInput();
    if (!input.ok) return input;
    await workspace.value.planning.prepare('assessed', input.value);
    const assessed = workspace.value.planning.assessed(input.value);
    if (!assessed.ok) return assessed;
    const { snapshot, choices } = input.value;
    const canRead = workspace.value.source !== null;
    return ok(buildRingLayoutView(snapshot, assessed.value.people, choices, canRead));
  };
  const edit = async (change: (workspace: Workspace) => Result<void, Failure>) => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    if (workspace.value.rollout.isUnderWay) {
      return err(failure('plan/other-plan-here', { expected: '', actual: '' }));
    }
    const changed = change(workspace.value);
    if (!changed.ok) return changed;
    workspace.value.update({});
    // Whom a rule's group holds, and what people have, is asked at once, where the tenant is at hand.
    if (await readAnsweredGroups(workspace.value)) host.tell();
    return view();
  };
  return {
    'rings.drift': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { plan, isUnderWay } = workspace.value.rollout;
      if (plan === null || !isUnderWay) return ok(null);
      const { rollout, snapshot } = workspace.value;
      const noted = notedView(plan, rollout.rollout?.status() ?? null, snapshot?.takenAt ?? null);
      if (noted !== undefined) return ok(noted);
      const fresh = await plannedSoon(host);
      return fresh.ok ? ok(buildRingDriftView(plan, fresh.value.plan)) : fresh;
    },
    'rings.layout': () => view(),
    'rings.setLayout': ({ edit: next }) => edit((workspace) => chooseRingLayout(workspace, next)),
    'rings.readAttribute': async ({ attribute }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const lists = [listOfAttribute(attribute)];
      if (await readAnsweredGroups(workspace.value, lists)) host.tell();
      return view();
    },
    'rings.importLayout': async () => {
      const file = await host.ports.chooseRingList();
      if (file === undefined) return ok({ cancelled: true, layout: null });
      const text = await readRingFile(file);
      if (!text.ok) return text;
      const done = await edit((workspace) => chooseRingList(workspace, file, text.value));
      return done.ok ? ok({ cancelled: false, layout: done.value }) : done;
    },
  };
}
