import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { read, type Read, type UnreadReason } from '../../shared/tenant/snapshot';
import { readBatch, type ReadsOutcome } from '../graph/batch';
import { batchSize, type PartOutcome } from '../graph/batch-parts';
import type { GraphClient } from '../graph/graph-client';
import { toUnread } from '../graph/graph-error';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { reasonOf } from './read-by-person';

/** By user id, names as in `methodsRegistered`. */
export type OwnMethods = Readonly<Record<string, Read<readonly string[]>>>;

/**
 * What these people hold, as Graph lists it now (`users/{id}/authentication/methods`, beta): the
 * registration report may be a day and a half old. One person's refusal stays with that person; what
 * puts a whole batch off is the reason of each of its people, with its end.
 * Failures: `step/cancelled`, `graph/unauthorized`, the `auth/…` codes of the token.
 */
export async function readOwnMethods(
  engine: { readonly graph: GraphClient },
  run: { readonly signal: AbortSignal },
  userIds: readonly string[],
): Promise<Result<OwnMethods, Failure>> {
  const byUser: Record<string, Read<readonly string[]>> = {};
  for (let start = 0; start < userIds.length; start += batchSize) {
    const some = userIds.slice(start, start + batchSize);
    const urls = some.map((userId) => readsInBatch.methods(userId));
    const got = await readBatch(engine.graph, 'beta', urls, run.signal);
    if (got.kind === 'cancelled') return err(failure('step/cancelled'));
    if (got.kind === 'unauthorized') return err(got.failure);
    const ofAll = got.kind === 'failed' ? reasonOfBatch(got) : null;
    some.forEach((userId, index) => {
      const part = (got.kind === 'parts' ? got.parts[index] : undefined) ?? missing;
      const reason = ofAll ?? reasonOf(part);
      const names =
        reason === null && part.kind === 'answer' ? methodNames(part.answer.json) : null;
      byUser[userId] =
        names === null ? { kind: 'unread', reason: reason ?? { code: 'malformed' } } : read(names);
    });
  }
  return ok(byUser);
}

const missing: PartOutcome = { kind: 'missing' };

/** Why all of a batch gave nothing. That Graph does not know the batch says nothing about a person. */
function reasonOfBatch(got: Extract<ReadsOutcome, { kind: 'failed' }>): UnreadReason {
  const reason = got.answer === null ? got.reason : toUnread(got.answer);
  return reason.status === 404 ? { code: 'malformed' } : reason;
}
