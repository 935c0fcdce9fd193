import type { PlannedRequest } from '../../shared/plan/step-requests';
import { batchBody, matchParts } from './batch-parts';
import type { GraphClient } from './graph-client';
import { isSuccess } from './graph-error';
import type { BatchWriteOutcome, WriteOutcome } from './write-outcome';

/** Sends one write, once. The request id stands in the journal before the first byte leaves. */
export async function sendWrite(
  graph: GraphClient,
  request: PlannedRequest,
  clientRequestId: string,
  mayLeave: () => boolean,
): Promise<WriteOutcome> {
  const headers = { 'client-request-id': clientRequestId };
  const path = `/${request.version}${request.path}`;
  return toOutcome(await graph.sendOnce(request.method, path, request.body, headers, mayLeave));
}

const refusedAsAWhole = new Set([400, 401, 403, 429]);

/** Sends up to 20 writes of one version in a `$batch`, once. Outcomes are in the order asked. */
export async function sendWriteBatch(
  graph: GraphClient,
  requests: readonly PlannedRequest[],
  clientRequestId: string,
  mayLeave: () => boolean,
): Promise<BatchWriteOutcome> {
  const version = requests[0]?.version ?? 'v1.0';
  const parts = requests.map((request) => ({
    method: request.method,
    url: request.path,
    ...(request.body === null ? {} : { body: request.body }),
  }));
  const sent = toOutcome(
    await graph.sendOnce(
      'POST',
      `/${version}/$batch`,
      batchBody(parts),
      { 'client-request-id': clientRequestId },
      mayLeave,
    ),
  );
  if (sent.kind !== 'answered') return sent;
  const { answer } = sent;
  if (!isSuccess(answer.status)) {
    return refusedAsAWhole.has(answer.status)
      ? { kind: 'refused', answer }
      : { kind: 'unknown', reason: `status ${answer.status}` };
  }
  const matched = matchParts(answer.json, requests.length);
  return matched === null
    ? { kind: 'unknown', reason: 'ids' }
    : { kind: 'parts', parts: matched, answer };
}

function toOutcome(sent: Awaited<ReturnType<GraphClient['sendOnce']>>): WriteOutcome {
  if (sent.ok) return { kind: 'answered', answer: sent.value };
  const { code, values } = sent.failure;
  if (code === 'step/cancelled' && values['why'] === 'late') return { kind: 'tooLate' };
  const neverLeft =
    code === 'graph/origin-refused' ||
    code === 'graph/read-only-source' ||
    code.startsWith('auth/');
  if (neverLeft) return { kind: 'notSent', failure: sent.failure };
  return { kind: 'unknown', reason: values['code'] ?? code };
}
