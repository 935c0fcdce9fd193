import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { readsInBatch } from '../graph/reads-by-id';
import { readByPerson, reasonOf } from './read-by-person';
import { rowsRead, type Tour, type TourResult } from './tour';

const path = 'smsSignIn';

/**
 * Who signs in by text message alone (SMS-SIGNIN-RETIRES). Nobody can where the policy does not
 * offer it, so that people are asked only in a tenant that does.
 */
export async function readSmsSignIn(tour: Tour): Promise<TourResult> {
  const { reading } = tour;
  const before = reading.state(path);
  if (before !== null) return ok(undefined);
  const policy = rowsRead(reading, 'authenticationMethodsPolicy');
  if ('reason' in policy) return settleQuietly(tour, { reason: policy.reason });
  if (!offersSmsSignIn(policy.rows[0])) return settleQuietly(tour, { rows: [] });
  const userIds = [...phoneHolders(tour)].sort();
  const done = await readByPerson(tour, {
    source: 'userMethods',
    path: 'smsSignInByPerson',
    version: 'v1.0',
    userIds,
    url: readsInBatch.phoneMethods,
    row: (userId, part): Json => {
      const reason = reasonOf(part);
      if (reason !== null) return [userId, null, { ...reason }];
      return [userId, part.kind === 'answer' && isReady(part.answer.json)];
    },
  });
  if (!done.ok) return done;
  const rows = reading.pages('smsSignInByPerson').flat();
  const failed = rows.find((row) => Array.isArray(row) && row.length === 3);
  if (Array.isArray(failed)) {
    const reason = (failed as readonly Json[])[2] as unknown as UnreadReason;
    return settleQuietly(tour, { reason });
  }
  const ready = rows.flatMap((row) => {
    const [userId, isOn] = Array.isArray(row) ? (row as readonly Json[]) : [];
    return isOn === true && typeof userId === 'string' ? [userId] : [];
  });
  return settleQuietly(tour, { rows: ready });
}

/** Part of `userMethods` for whoever watches: no line of its own. */
function settleQuietly(
  tour: Tour,
  outcome: { readonly rows: readonly Json[] } | { readonly reason: UnreadReason },
): TourResult {
  return 'rows' in outcome
    ? tour.reading.page(path, outcome.rows, { kind: 'done' })
    : tour.reading.settle(path, { kind: 'unread', reason: outcome.reason });
}

function offersSmsSignIn(policy: Json | undefined): boolean {
  const methods = isJsonObject(policy) ? policy['authenticationMethodConfigurations'] : undefined;
  if (!Array.isArray(methods)) return false;
  return (methods as readonly Json[]).some((method) => {
    if (!isJsonObject(method) || method['id'] !== 'Sms' || method['state'] !== 'enabled') {
      return false;
    }
    const targets = method['includeTargets'];
    return (
      Array.isArray(targets) &&
      (targets as readonly Json[]).some(
        (target) => isJsonObject(target) && target['isUsableForSignIn'] === true,
      )
    );
  });
}

function isReady(body: Json | undefined): boolean {
  const phones = isJsonObject(body) ? body['value'] : undefined;
  return (
    Array.isArray(phones) &&
    (phones as readonly Json[]).some(
      (phone) => isJsonObject(phone) && phone['smsSignInState'] === 'ready',
    )
  );
}

function phoneHolders(tour: Tour): ReadonlySet<string> {
  const holders = new Set<string>();
  const report = rowsRead(tour.reading, 'registration');
  for (const row of 'rows' in report ? report.rows : []) {
    if (!isJsonObject(row) || typeof row['id'] !== 'string') continue;
    const names = row['methodsRegistered'];
    if (Array.isArray(names) && names.includes('mobilePhone')) holders.add(row['id']);
  }
  const single = rowsRead(tour.reading, 'userMethods');
  for (const row of 'rows' in single ? single.rows : []) {
    const [userId, names] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId === 'string' && Array.isArray(names) && names.includes('mobilePhone')) {
      holders.add(userId);
    }
  }
  return holders;
}
