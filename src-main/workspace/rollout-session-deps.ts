import type { Source } from '../graph/open-source';
import type { TenantStore } from '../store/open-store';
import type { HostPorts } from './host-ports';

/** What carrying a plan out needs from the workspace around it. */
export interface RolloutSessionDeps {
  readonly store: TenantStore;
  readonly ports: Pick<HostPorts, 'sha256' | 'randomId' | 'now' | 'showRun' | 'language'>;
  /** The signed-in tenant now; null: nothing can be sent. */
  source(): Source | null;
  account(): string;
  changed(): void;
}
