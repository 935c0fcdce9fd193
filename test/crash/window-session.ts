import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { keepApproved } from '../../src-main/workspace/approved-plan';
import type { RunEnd } from '../../src-main/workspace/host-ports';
import { RolloutSession } from '../../src-main/workspace/rollout-session';
import { testId } from '../fixtures/run-rollout';
import type { SwitchBench } from './switch-bench';

export interface WindowSession {
  readonly session: RolloutSession;
  /** How each run ended, as the system is told. */
  readonly ends: readonly (RunEnd | undefined)[];
  close(): Promise<void>;
}

/** What the window holds over a bench that has let go of its files: its plan is the approved one. */
export function openSession(
  bench: Pick<SwitchBench, 'directory' | 'source' | 'plan'>,
): WindowSession {
  const ends: (RunEnd | undefined)[] = [];
  const store = openTenantStore(bench.directory, { mode: 'write', clock: bench.source.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const kept = keepApproved(store.value, bench.plan, null);
  if (!kept.ok) throw new Error(kept.failure.code);
  const session = new RolloutSession({
    store: store.value,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      showRun: (run, end) => {
        if (run === null) ends.push(end);
      },
      language: () => 'en' as const,
    },
    source: () => bench.source,
    account: () => 'test',
    changed: () => undefined,
  });
  return {
    ...{ session, ends },
    close: async () => {
      await session.close();
      store.value.close();
    },
  };
}
