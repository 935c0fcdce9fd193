import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { keepApproved } from '../../src-main/workspace/approved-plan';
import { RolloutSession } from '../../src-main/workspace/rollout-session';
import { testId } from '../fixtures/run-rollout';
import type { SwitchBench } from './switch-bench';

export interface WindowSession {
  readonly session: RolloutSession;
  close(): Promise<void>;
}

/** What the window holds over a bench that has let go of its files: its plan is the approved one. */
export function openSession(bench: SwitchBench): WindowSession {
  const store = openTenantStore(bench.directory, { mode: 'write', clock: bench.source.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const kept = keepApproved(store.value, bench.plan, null);
  if (!kept.ok) throw new Error(kept.failure.code);
  const session = new RolloutSession({
    store: store.value,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      ...{ showRun: () => undefined, language: () => 'en' as const },
    },
    source: () => bench.source,
    account: () => 'test',
    changed: () => undefined,
  });
  return {
    session,
    close: async () => {
      await session.close();
      store.value.close();
    },
  };
}
