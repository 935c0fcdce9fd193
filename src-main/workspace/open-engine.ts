import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Result } from '../../shared/result';
import { writeRollBackKit } from '../exports/roll-back-kit';
import type { Source } from '../graph/open-source';
import { openRollout, type Rollout } from '../rollout/rollout';
import type { TenantStore } from '../store/open-store';
import type { HostPorts } from './host-ports';
import { rehearseRollBack } from './rehearse-roll-back';

/** The engine over a workspace's store, with a roll-back kit in the window's language. */
export function openEngine(
  parts: {
    readonly store: TenantStore;
    readonly ports: Pick<HostPorts, 'sha256' | 'randomId' | 'language'>;
  },
  plan: Plan,
  source: Source | null,
): Promise<Result<Rollout, Failure>> {
  const { store, ports } = parts;
  return openRollout({
    source,
    store,
    plan,
    sha256: ports.sha256,
    randomId: () => ports.randomId(),
    stateDirectory: store.directory,
    rehearse: rehearseRollBack,
    writeKit: (kitPlan, directory) => writeRollBackKit(kitPlan, directory, ports.language()),
  });
}
