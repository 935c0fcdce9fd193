import { safeParse, type GenericSchema } from 'valibot';
import { policyVersion } from '../../shared/entra/graph-version';
import { mergePolicy } from '../../shared/entra/merge-policy';
import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type JsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { graphCode, isSuccess, reasonOfFailure, toUnread } from '../graph/graph-error';
import { reads } from '../graph/reads';
import { atBoundary, settleList, type Tour, type TourResult } from './tour';

const source = 'authenticationMethodsPolicy' as const;
/** Settled as unread where only v1.0 answered: what beta alone has is then not known. */
const betaPath = 'betaPolicy';

type Answer =
  { readonly policy: JsonObject; readonly bytes: number } | { readonly reason: UnreadReason };

/**
 * The methods policy with the UTF-8 length of its body, which findings and size checks need. Beta
 * has more of it and is asked first; v1.0 fills its gaps, and stands for it where beta does not
 * answer. 21Vianet has no policy in v1.0.
 */
export async function readMethodsPolicy(
  tour: Tour,
  schema: GenericSchema<unknown, unknown>,
): Promise<TourResult> {
  const before = tour.reading.state(source);
  if (before !== null) {
    tour.board.settled(source, 1, before.kind === 'unread' ? before.reason : null);
    return ok(undefined);
  }
  tour.board.reading(source, 0, 1);
  const beta = await ask(tour, reads.authenticationMethodsPolicy.url, schema);
  if (!beta.ok) return beta;
  const hasBoth = policyVersion(tour.source.cloud) === 'v1.0';
  const v1 = hasBoth ? await ask(tour, reads.authenticationMethodsPolicyV1.url, schema) : null;
  if (v1?.ok === false) return v1;
  if ('policy' in beta.value) {
    const { policy, bytes } = beta.value;
    const isMerged = v1 !== null && 'policy' in v1.value;
    return keep(tour, isMerged ? mergePolicy(policy, v1.value.policy) : policy, bytes);
  }
  if (v1 === null || 'reason' in v1.value) {
    return settleList(tour, source, source, { reason: beta.value.reason });
  }
  const half = tour.reading.settle(betaPath, { kind: 'unread', reason: beta.value.reason });
  return half.ok ? keep(tour, v1.value.policy, v1.value.bytes) : half;
}

async function keep(tour: Tour, policy: JsonObject, bytes: number): Promise<TourResult> {
  const size = tour.reading.page('policyBytes', [bytes], { kind: 'done' });
  return size.ok ? settleList(tour, source, source, { rows: [policy] }) : size;
}

async function ask(
  tour: Tour,
  url: string,
  schema: GenericSchema<unknown, unknown>,
): Promise<Result<Answer, Failure>> {
  const go = await atBoundary(tour);
  if (!go.ok) return go;
  const { graph } = tour.source;
  const got = await graph.get(url, { signal: tour.control.signal });
  if (!got.ok) {
    if (got.failure.code === 'step/cancelled' || got.failure.code.startsWith('auth/')) return got;
    return ok({ reason: reasonOfFailure(got.failure) });
  }
  const answer = got.value;
  if (answer.status === 401 && graph.kind !== 'capture') {
    return err(failure('graph/unauthorized', { status: '401', code: graphCode(answer) }));
  }
  if (!isSuccess(answer.status)) return ok({ reason: toUnread(answer) });
  if (!isJsonObject(answer.json) || !safeParse(schema, answer.json).success) {
    return ok({ reason: { code: 'malformed', status: answer.status } });
  }
  // As it is stored and sent: blanks and escapes of one answer are not part of the policy.
  return ok({ policy: answer.json, bytes: Buffer.byteLength(JSON.stringify(answer.json), 'utf8') });
}
