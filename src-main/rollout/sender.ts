import type { PlannedRequest } from '../../shared/plan/step-requests';
import type { BatchWriteOutcome, WriteOutcome } from '../graph/write-outcome';

/** The write path, handed down by `apply-step`: nothing else can reach it. */
export interface Sender {
  one(request: PlannedRequest, clientRequestId: string): Promise<WriteOutcome>;
  batch(requests: readonly PlannedRequest[], clientRequestId: string): Promise<BatchWriteOutcome>;
}
