import { safeParse, type GenericSchema } from 'valibot';
import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import { graphCode, isSuccess, toUnread } from '../graph/graph-error';
import { reads } from '../graph/reads';
import { atBoundary, settleList, type Tour, type TourResult } from './tour';

const source = 'authenticationMethodsPolicy' as const;

/** The methods policy with the UTF-8 length of its body, which findings and size checks need. */
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
  const go = await atBoundary(tour);
  if (!go.ok) return go;
  const { graph } = tour.source;
  const got = await graph.get(reads.authenticationMethodsPolicy.url, {
    signal: tour.control.signal,
  });
  if (!got.ok) {
    if (got.failure.code === 'step/cancelled' || got.failure.code.startsWith('auth/')) return got;
    const code = got.failure.code === 'graph/network' ? 'network' : 'malformed';
    return settleList(tour, source, source, { reason: { code } });
  }
  const answer = got.value;
  if (answer.status === 401 && graph.kind !== 'capture') {
    return err(failure('graph/unauthorized', { status: '401', code: graphCode(answer) }));
  }
  if (!isSuccess(answer.status)) {
    return settleList(tour, source, source, { reason: toUnread(answer) });
  }
  if (answer.json === undefined || !safeParse(schema, answer.json).success) {
    return settleList(tour, source, source, {
      reason: { code: 'malformed', status: answer.status },
    });
  }
  const bytes = Buffer.byteLength(answer.text, 'utf8');
  const size = tour.reading.page('policyBytes', [bytes], { kind: 'done' });
  if (!size.ok) return size;
  return settleList(tour, source, source, { rows: [answer.json] });
}
