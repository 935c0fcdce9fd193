import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import type { Engine } from './engine';

export interface ApprovalRequest {
  readonly planHash: string;
  readonly by: string;
  readonly how: 'cli' | 'window';
}

/** Freezes a plan by its hash. Approving again renews: it ends drift, a stop, and old age. */
export function approvePlan(engine: Engine, asked: ApprovalRequest): Result<void, Failure> {
  if (asked.planHash !== engine.plan.planHash) {
    return err(
      failure('plan/hash-mismatch', { expected: engine.plan.planHash, actual: asked.planHash }),
    );
  }
  const stops = engine.store.journal.stopRequests(engine.log.rolloutId, 0);
  return engine.log.appendNow({
    type: 'approved',
    stepId: null,
    item: null,
    body: {
      planHash: asked.planHash,
      tenant: engine.plan.tenant.id,
      by: asked.by,
      how: asked.how,
      stopSeen: stops.at(-1)?.id ?? 0,
    },
  });
}
