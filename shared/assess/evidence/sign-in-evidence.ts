import type { JsonObject } from '../../json';
import type { FinderContext } from '../assess-context';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { windowReason, type WindowSource } from '../sign-in-windows';
import { tally, unlessZero } from './tell';

/** From when on stored passwords and the RADIUS client were looked for, where that is no month. */
export function loginsSeenSince({ snapshot }: FinderContext): JsonObject {
  return snapshot.signInsCutAt === undefined ? {} : { seenSince: snapshot.signInsCutAt };
}

/** Why a list was not read, as `reads` shows it; nothing where there was nothing to read. */
function whyUnread({ snapshot }: FinderContext, source: WindowSource): JsonObject {
  const reason = windowReason(snapshot, source);
  if (reason === null) return {};
  return { reads: [{ source, reason: reason.code, status: reason.status ?? null }] };
}

/**
 * Legacy clients these people used in the last 30 days, each counted once for each of them; nothing
 * where none was seen, null with the reason where the list was not read. All people: the tenant's.
 */
export function legacyClientsOf(
  context: FinderContext,
  people: readonly Person[] | 'all',
): JsonObject {
  const { legacySignIns } = context.snapshot;
  const seen = legacySignIns === undefined ? null : valueOf(legacySignIns);
  if (seen === null) return { legacyClients: null, ...whyUnread(context, 'legacySignIns') };
  if (seen.rows.length === 0) return {};
  // Few signed in so, and many are asked about: only those who did are kept.
  const seenIds = new Set(seen.rows.map((row) => row.userId));
  const ids = new Set<string>();
  for (const { id } of people === 'all' ? [] : people) {
    const lower = id.toLowerCase();
    if (seenIds.has(lower)) ids.add(lower);
  }
  const used = new Set(
    seen.rows
      .filter((row) => people === 'all' || ids.has(row.userId))
      .map((row) => JSON.stringify([row.clientAppUsed, row.userId])),
  );
  if (used.size === 0) return {};
  return {
    legacyClients: tally([...used].map((one) => (JSON.parse(one) as [string, string])[0])),
    ...(seen.cutAt === null ? {} : { seenSince: seen.cutAt }),
  };
}

/** Whom these policies would have stopped or asked, as far as the sign-ins were read; null: not. */
export function reportOnlyResultsOf(
  context: FinderContext,
  policyIds: ReadonlySet<string>,
): JsonObject {
  const { reportOnlySignIns } = context.snapshot;
  const seen = reportOnlySignIns === undefined ? null : valueOf(reportOnlySignIns);
  if (seen === null) return { wouldStop: null, ...whyUnread(context, 'reportOnlySignIns') };
  const rows = seen.rows.filter((row) => policyIds.has(row.policyId));
  const stopped = new Set(rows.filter((row) => row.failures > 0).map((row) => row.userId));
  const asked = new Set(rows.map((row) => row.userId).filter((id) => !stopped.has(id)));
  return {
    wouldStop: stopped.size,
    ...unlessZero({ wouldAsk: asked.size }),
    // Where the window begins moves with every reading, which is no part of what was found.
    ...(seen.cutAt === null ? {} : { seenSince: seen.cutAt }),
  };
}
