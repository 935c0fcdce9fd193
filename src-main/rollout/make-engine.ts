import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Rehearsal } from '../../shared/plan/rehearsal';
import type { Sha256 } from '../../shared/ids';
import { ok, type Result } from '../../shared/result';
import { cutBy } from '../graph/cut-by';
import type { Source } from '../graph/source';
import { unlessCut } from '../graph/unless-cut';
import type { TenantStore } from '../store/open-store';
import type { TenantLock } from '../store/tenant-lock';
import { Cut } from './cut';
import type { Engine } from './engine';
import { FreshData } from './fresh-data';
import { emergencyAccessOf } from './lockout-guard';
import type { JournalLog } from './journal-log';
import { writePlainKit } from './roll-back-kit';

export interface EngineParts {
  readonly store: TenantStore;
  readonly plan: Plan;
  readonly sha256: Sha256;
  /** 128 random bits as text. */
  randomId(): string;
  readonly stateDirectory: string;
  rehearse(plan: Plan): Promise<Result<Rehearsal, Failure>>;
  writeKit?(plan: Plan, directory: string): Promise<Result<void, Failure>>;
}

/** Everything the parts of the engine share, over one source with the lock held. */
export function makeEngine(
  d: EngineParts,
  source: Source,
  lock: TenantLock,
  log: JournalLog,
): Engine {
  const { store, plan } = d;
  let isKitWritten = false;
  let rehearsal: Promise<Result<Rehearsal, Failure>> | null = null;
  const cut = new Cut();
  const candidates = new Map<string, readonly string[]>();
  const engine: Engine = {
    source,
    graph: cutBy(source.graph, () => cut.signal),
    cut,
    clock: source.clock,
    store,
    plan,
    log,
    lock,
    sha256: d.sha256,
    directory: d.stateDirectory,
    candidates,
    randomId: () => d.randomId(),
    refs: {
      created: (stepId) => log.state(stepId).objectId,
      evidence: (stepId) => log.state(stepId).evidence,
    },
    fresh: new FreshData({
      source,
      store,
      plan,
      sha256: d.sha256,
      emergencyAccess: () => [...emergencyAccessOf(engine), ...[...candidates.values()].flat()],
    }),
    writeKit: async () => {
      if (isKitWritten) return ok(undefined);
      const written = d.writeKit
        ? await d.writeKit(plan, d.stateDirectory)
        : writePlainKit(plan, d.stateDirectory);
      isKitWritten = written.ok;
      return written;
    },
    rehearse: () => unlessCut((rehearsal ??= d.rehearse(plan)), cut.signal),
  };
  return engine;
}
