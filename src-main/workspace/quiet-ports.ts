import type { EventName } from '../../shared/ipc/contract-types';
import type { WorkspacePorts } from './host-ports';

/** Ports of a plan that is not the one in the window: the page hears nothing of it. */
export function quietPorts(
  ports: WorkspacePorts,
  heard: (name: EventName) => void = () => undefined,
): WorkspacePorts {
  return {
    ...ports,
    publish: (name) => heard(name),
    updateState: () => ports.updateState({}),
    showRun: () => undefined,
  };
}
