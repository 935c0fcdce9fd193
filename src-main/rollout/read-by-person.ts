import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { SourceName, UnreadReason } from '../../shared/tenant/snapshot';
import { readBatch } from '../graph/batch';
import { batchSize, type PartOutcome } from '../graph/batch-parts';
import { toUnread } from '../graph/graph-error';
import { InFlight } from '../graph/in-flight';
import type { Reading } from '../store/reading-store';
import { atBoundary, type Tour, type TourResult } from './tour';

/** Twenty people a request, this many requests kept on disk as one page. */
const batchesPerPage = 5;
export interface PersonReads {
  readonly source: SourceName;
  readonly path: string;
  readonly version: 'v1.0' | 'beta';
  readonly userIds: readonly string[];
  url(userId: string): string;
  /** A capture made by hand may hold the other version. */
  readonly otherVersion?: 'v1.0' | 'beta';
  row(userId: string, outcome: PartOutcome): Json;
  onPage?(read: number): void;
}

/**
 * Reads one thing about many people through `$batch`, several batches at once, and goes on where an
 * earlier tour stopped. Answers are kept in the order asked, whichever came first. What fails for
 * one person stays with that person.
 */
export async function readByPerson(tour: Tour, plan: PersonReads): Promise<TourResult> {
  const { reading, board } = tour;
  const { graph } = tour.source;
  const kept = placeOf(reading, plan);
  if (!kept.ok) return kept;
  if (kept.value === null) return ok(undefined);
  let position = kept.value;
  const total = plan.userIds.length;
  if (total === 0) return reading.page(plan.path, [], { kind: 'done' });
  let asked = position;
  const inFlight = new InFlight();
  let throttled = graph.stats.throttled;
  const onTheWay: Promise<Result<readonly Json[], Failure>>[] = [];
  let page: Json[] = [];
  board.reading(plan.source, position, total);
  try {
    while (position < total) {
      while (asked < total && onTheWay.length < inFlight.limit) {
        const go = await atBoundary(tour);
        if (!go.ok) return go;
        const some = readSome(tour, plan, plan.userIds.slice(asked, asked + batchSize));
        // A bug in one that is not awaited yet surfaces when its turn comes, not before.
        some.catch(() => undefined);
        onTheWay.push(some);
        asked = Math.min(total, asked + batchSize);
      }
      const rows = await onTheWay.shift();
      if (rows === undefined) break;
      if (!rows.ok) return rows;
      inFlight.settled(graph.stats.roundTripMs, graph.stats.throttled > throttled);
      throttled = graph.stats.throttled;
      page.push(...rows.value);
      const read = position + page.length;
      if (page.length < batchSize * batchesPerPage && read < total) continue;
      const next =
        read >= total
          ? ({ kind: 'done' } as const)
          : ({ kind: 'reading', next: String(read) } as const);
      const saved = reading.page(plan.path, page, next);
      if (!saved.ok) return saved;
      position = read;
      page = [];
      plan.onPage?.(position);
      board.reading(plan.source, position, total);
    }
    return ok(undefined);
  } finally {
    // Nothing of this list is still on its way once somebody else is told that it ended.
    await Promise.allSettled(onTheWay);
  }
}

/**
 * How many of these people were read before; null when all were. Rows of other people, in another
 * order, are of a list that other answers have changed since: it starts again.
 */
function placeOf(reading: Reading, plan: PersonReads): Result<number | null, Failure> {
  const before = reading.state(plan.path);
  if (before === null) return ok(0);
  if (before.kind === 'unread') return ok(null);
  let count = 0;
  let isSame = true;
  for (const page of reading.eachPage(plan.path)) {
    for (const row of page) {
      isSame &&= Array.isArray(row) && row[0] === plan.userIds[count];
      count += 1;
    }
  }
  if (isSame && before.kind === 'reading') return ok(count);
  if (isSame && count === plan.userIds.length) return ok(null);
  const restarted = reading.restart(plan.path);
  return restarted.ok ? ok(0) : restarted;
}

async function readSome(
  tour: Tour,
  plan: PersonReads,
  userIds: readonly string[],
): Promise<Result<readonly Json[], Failure>> {
  const parts = await askFor(tour, plan, userIds);
  if (!parts.ok) return parts;
  return ok(
    userIds.map((userId, index) => plan.row(userId, parts.value[index] ?? { kind: 'missing' })),
  );
}

async function askFor(tour: Tour, plan: PersonReads, userIds: readonly string[]) {
  const { graph } = tour.source;
  const { signal } = tour.control;
  const urls = userIds.map((userId) => plan.url(userId));
  const got = await readBatch(graph, plan.version, urls, signal);
  if (got.kind === 'cancelled') return err(failure('step/cancelled'));
  if (got.kind === 'unauthorized') return err(got.failure);
  if (got.kind === 'failed') {
    const missing: PartOutcome = got.answer
      ? { kind: 'answer', answer: got.answer }
      : { kind: 'missing', reason: got.reason };
    return ok<readonly PartOutcome[]>(userIds.map(() => missing));
  }
  if (graph.kind !== 'capture' || plan.otherVersion === undefined) return ok(got.parts);
  const other = await readBatch(graph, plan.otherVersion, urls, signal);
  if (other.kind !== 'parts') return ok(got.parts);
  return ok(
    got.parts.map((part, index) =>
      reasonOf(part)?.code === 'notCaptured' ? (other.parts[index] ?? part) : part,
    ),
  );
}

/** Why a part gave nothing; null for a successful answer. */
export function reasonOf(part: PartOutcome): UnreadReason | null {
  if (part.kind === 'missing') return part.reason ?? { code: 'network' };
  return part.answer.status >= 200 && part.answer.status <= 299 ? null : toUnread(part.answer);
}
