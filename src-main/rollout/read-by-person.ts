import { failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { err, ok } from '../../shared/result';
import type { SourceName, UnreadReason } from '../../shared/tenant/snapshot';
import { batchSize, readBatch, type PartOutcome } from '../graph/batch';
import { toUnread } from '../graph/graph-error';
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
 * Reads one thing about many people through `$batch`, and goes on where an earlier tour stopped.
 * What fails for one person stays with that person.
 */
export async function readByPerson(tour: Tour, plan: PersonReads): Promise<TourResult> {
  const { reading, board } = tour;
  const before = reading.state(plan.path);
  if (before !== null && before.kind !== 'reading') return ok(undefined);
  let position = before === null ? 0 : Number(before.next);
  const total = plan.userIds.length;
  do {
    board.reading(plan.source, position, total);
    const go = await atBoundary(tour);
    if (!go.ok) return go;
    const people = plan.userIds.slice(position, position + batchSize * batchesPerPage);
    const rows: Json[] = [];
    for (let start = 0; start < people.length; start += batchSize) {
      const some = people.slice(start, start + batchSize);
      const parts = await readSome(tour, plan, some);
      if (!parts.ok) return parts;
      some.forEach((userId, index) => {
        rows.push(plan.row(userId, parts.value[index] ?? { kind: 'missing' }));
      });
    }
    position += people.length;
    const next =
      position >= total
        ? ({ kind: 'done' } as const)
        : ({ kind: 'reading', next: String(position) } as const);
    const saved = reading.page(plan.path, rows, next);
    if (!saved.ok) return saved;
    plan.onPage?.(position);
  } while (position < total);
  return ok(undefined);
}

async function readSome(tour: Tour, plan: PersonReads, userIds: readonly string[]) {
  const { graph } = tour.source;
  const { signal } = tour.control;
  const urls = userIds.map((userId) => plan.url(userId));
  const got = await readBatch(graph, plan.version, urls, signal);
  if (got.kind === 'cancelled') return err(failure('step/cancelled'));
  if (got.kind === 'unauthorized') {
    return err(failure('graph/unauthorized', { status: '401', code: '' }));
  }
  if (got.kind === 'failed') {
    const missing: PartOutcome = got.answer
      ? { kind: 'answer', answer: got.answer }
      : { kind: 'missing' };
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
  if (part.kind === 'missing') return { code: 'network' };
  return part.answer.status >= 200 && part.answer.status <= 299 ? null : toUnread(part.answer);
}
