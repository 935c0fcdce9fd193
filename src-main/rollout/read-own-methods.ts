import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { read, type Read, type UnreadReason } from '../../shared/tenant/snapshot';
import { readBatch } from '../graph/batch';
import { batchSize } from '../graph/batch-parts';
import type { GraphClient } from '../graph/graph-client';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { reasonOf } from './read-by-person';

/** By user id, names as in `methodsRegistered`. */
export type OwnMethods = Readonly<Record<string, Read<readonly string[]>>>;

/**
 * What these people hold, as Graph lists it now (`users/{id}/authentication/methods`, beta): the
 * registration report may be a day and a half old. One person's refusal stays with that person.
 * Failures: `step/cancelled`, `graph/unauthorized`.
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
    if (got.kind === 'unauthorized') {
      return err(failure('graph/unauthorized', { status: '401', code: '' }));
    }
    some.forEach((userId, index) => {
      const part = got.kind === 'parts' ? (got.parts[index] ?? { kind: 'missing' as const }) : null;
      const reason: UnreadReason | null = part === null ? { code: 'network' } : reasonOf(part);
      const names =
        reason === null && part?.kind === 'answer' ? methodNames(part.answer.json) : null;
      byUser[userId] =
        names === null ? { kind: 'unread', reason: reason ?? { code: 'malformed' } } : read(names);
    });
  }
  return ok(byUser);
}
