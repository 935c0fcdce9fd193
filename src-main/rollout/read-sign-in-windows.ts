import {
  judgedRowSchema,
  legacyRowSchema,
  legacyWindowDays,
  windowStart,
} from '../../shared/entra/sign-in-window';
import { limits } from '../../shared/entra/retirement-dates';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { emptyLogPages, mostLogPages } from '../graph/paging';
import { legacySignInReads, recentSignInReads } from '../graph/reads-by-id';
import { isReportOnly } from './report-only-policies';
import { readIfCaptured } from './read-if-captured';
import type { ListPlan, Tour, TourResult } from './tour';
import { rowsRead } from './tour-rows';

/**
 * Who signed in with a legacy client in the last 30 days, and what report-only policies would have
 * done to whom since they may be enforced (R10, O10). Nothing is asked where the log itself was not
 * read, nor about report-only policies where there are none.
 */
export async function readSignInWindows(tour: Tour): Promise<TourResult> {
  const { reading, board } = tour;
  const log = rowsRead(reading, 'signIns');
  const reason = 'reason' in log ? log.reason : null;
  const policies = rowsRead(reading, 'conditionalAccess');
  const isWatched = 'rows' in policies && policies.rows.some(isReportOnly);
  if (reason !== null) {
    board.settled('legacySignIns', 0, reason);
    board.settled('reportOnlySignIns', 0, reason);
    return ok(undefined);
  }
  const legacy = await readWindow(tour, {
    source: 'legacySignIns',
    url: legacySignInReads(windowStart(reading.startedAt, legacyWindowDays)),
    schema: legacyRowSchema,
    keep: keepLegacy,
  });
  if (!legacy.ok) return legacy;
  if (!isWatched) {
    board.notNeeded('reportOnlySignIns');
    return ok(undefined);
  }
  return readWindow(tour, {
    source: 'reportOnlySignIns',
    url: recentSignInReads(windowStart(reading.startedAt, limits.reportOnlySoakDays)),
    schema: judgedRowSchema,
    keep: keepJudged,
  });
}

type Window = Pick<ListPlan, 'source' | 'url' | 'schema' | 'keep'>;

function readWindow(tour: Tour, plan: Window): Promise<TourResult> {
  const most = { maxPages: mostLogPages, mostEmptyPages: emptyLogPages };
  return readIfCaptured(tour, { ...plan, ...most, needsP1: true });
}

function keepLegacy(row: Json): Json | null {
  if (!isJsonObject(row)) return null;
  const { userId, createdDateTime, clientAppUsed, appDisplayName, status } = row;
  const isGood = isJsonObject(status) && status['errorCode'] === 0;
  return [userId, createdDateTime, isGood ? clientAppUsed : null, appDisplayName ?? null] as Json;
}

const told = new Set(['reportOnlySuccess', 'reportOnlyFailure', 'reportOnlyInterrupted']);

/** Also rows that no report-only policy touched: they tell how far back the list was read. */
function keepJudged(row: Json): Json | null {
  if (!isJsonObject(row)) return null;
  const applied = row['appliedConditionalAccessPolicies'];
  const results = (Array.isArray(applied) ? (applied as readonly Json[]) : []).flatMap(
    (one): readonly Json[] => {
      if (!isJsonObject(one)) return [];
      const { id, result } = one;
      const isTold = typeof result === 'string' && told.has(result);
      return isTold && typeof id === 'string' ? [[id.toLowerCase(), result]] : [];
    },
  );
  return [row['userId'], row['createdDateTime'], results] as Json;
}
