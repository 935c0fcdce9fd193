import { rmSync } from 'node:fs';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { takeInCapture } from './capture-folder';
import type { Watch } from './file-intake';
import type { HostPorts } from './host-ports';
import { replaceTakenPlan, takeInPlan } from './plan-folder';
import { planMeta } from './plan-meta';
import { Thinking } from './thinking';
import type { Workspace } from './workspace';
import type { WorkspaceIndex } from './workspace-index';
import type { WorkspaceMeta } from './workspace-meta';

/** As much of the host as a file needs to become a workspace. */
export interface Taker {
  readonly ports: Pick<HostPorts, 'randomId' | 'thinkScript' | 'judgePlan' | 'indexCapture'>;
  readonly index: Pick<WorkspaceIndex, 'all' | 'folderOf'>;
  readonly current: Pick<Workspace, 'meta' | 'capture' | 'filed'> | null;
  open(id: string): Promise<Result<void, Failure>>;
  create(
    base: Pick<WorkspaceMeta, 'source' | 'scenario' | 'cloud'> & Partial<WorkspaceMeta>,
    id: string,
  ): Promise<Result<void, Failure>>;
}

/**
 * A capture chosen by the person: nothing is made and nothing is shown before it is known to be good.
 * Failures: those of files, by its own name.
 */
export async function takeCapture(
  host: Taker,
  file: string,
  watch: Watch,
): Promise<Result<void, Failure>> {
  const { id, folder, giveUp } = roomFor(host);
  const taken = await takeInCapture(file, folder, host.ports.indexCapture, watch);
  if (!taken.ok) {
    giveUp();
    return taken;
  }
  watch.done();
  const { cloud } = taken.value;
  const opened = await host.create({ source: 'capture', scenario: null, cloud }, id);
  // Somebody may have opened another one meanwhile: this one opens its own copy when asked.
  if (opened.ok && host.current?.meta.id === id) host.current.capture.take(taken.value);
  else taken.value.close?.();
  if (!opened.ok) giveUp();
  return opened;
}

/** A plan file, to be read; the same plan again is where it is already. Failures: those of files. */
export async function takePlan(
  host: Taker,
  file: string,
  watch: Watch,
): Promise<Result<void, Failure>> {
  const { id, folder, giveUp } = roomFor(host);
  const thinking = new Thinking(host.ports.thinkScript, (view) => watch.tell({ thinking: view }));
  const reader = { judge: host.ports.judgePlan, thinking, watch };
  const taken = await takeInPlan(file, folder, reader);
  thinking.stop();
  if (!taken.ok) {
    giveUp();
    return taken;
  }
  watch.done();
  const { plan } = taken.value;
  const { planHash } = plan;
  const known = host.index.all().find((o) => o.source === 'plan' && o.planHash === planHash);
  if (known !== undefined) {
    // Its own copy may be broken by now; this one was judged a moment ago.
    const replaced = await replaceTakenPlan(folder, host.index.folderOf(known.id));
    giveUp();
    const opened = replaced.ok ? await host.open(known.id) : replaced;
    if (opened.ok && host.current?.meta.id === known.id) host.current.filed.take(taken.value);
    return opened;
  }
  const base = { source: 'plan', scenario: null, cloud: plan.cloud } as const;
  const opened = await host.create({ ...base, ...planMeta(plan) }, id);
  if (opened.ok && host.current?.meta.id === id) host.current.filed.take(taken.value);
  if (!opened.ok) giveUp();
  return opened;
}

/** Where a file is taken in, and what takes it away again. */
function roomFor({ ports, index }: Pick<Taker, 'ports' | 'index'>): {
  readonly id: string;
  readonly folder: string;
  readonly giveUp: () => void;
} {
  const id = ports.randomId();
  const folder = index.folderOf(id);
  return { id, folder, giveUp: () => rmSync(folder, { recursive: true, force: true }) };
}
