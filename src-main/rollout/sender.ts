import type { PlannedRequest } from '../../shared/plan/step-requests';
import type { BatchWriteOutcome, WriteOutcome } from '../graph/write-outcome';

/** The write path, handed down by `apply-step`: nothing else can reach it. */
export interface Sender {
  /** `readAt`: when the state it was decided on was read; null: it depends on none. */
  one(
    request: PlannedRequest,
    clientRequestId: string,
    readAt: number | null,
  ): Promise<WriteOutcome>;
  batch(
    requests: readonly PlannedRequest[],
    clientRequestId: string,
    readAt: number,
  ): Promise<BatchWriteOutcome>;
}
