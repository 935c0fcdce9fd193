import type { HostPorts } from './host-ports';
import type { TwoPersonTenants } from './two-person-tenants';
import type { Workspace } from './workspace';
import type { WorkspaceIndex } from './workspace-index';

/** What the fleet needs of the host. */
export interface FleetHost {
  readonly ports: HostPorts;
  readonly index: WorkspaceIndex;
  readonly twoPeople: TwoPersonTenants;
  readonly current: Workspace | null;
  closeCurrent(): Promise<void>;
}
