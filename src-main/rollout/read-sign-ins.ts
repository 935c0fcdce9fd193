import * as v from 'valibot';
import { listedSignInSchema, signInByProtocolSchema } from '../../shared/entra/tenant-resources';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { indexAccounts, resolveSelectors } from '../../shared/tenant/resolve-selectors';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { emptyLogPages, mostLogPages } from '../graph/paging';
import { reads } from '../graph/reads';
import { readsInBatch, signInReads } from '../graph/reads-by-id';
import { byLicence } from './by-licence';
import { readByPerson, reasonOf } from './read-by-person';
import { legacyWindowDays, windowStart } from '../../shared/entra/sign-in-window';
import { readListInto, settleList, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';

const keptFields = [
  'id',
  'userId',
  'createdDateTime',
  'appId',
  'clientAppUsed',
  'authenticationProtocol',
];

/**
 * Sign-ins that findings ask about, of the last 30 days: one list per question, joined by id. A list
 * of very many is left early; from when on all were read is kept beside them.
 */
export async function readSignIns(tour: Tour): Promise<TourResult> {
  const { reading } = tour;
  if (reading.state('signIns') !== null) return ok(undefined);
  const urls = signInReads(windowStart(reading.startedAt, legacyWindowDays));
  const byId = new Map<string, Json>();
  let cutAt: string | null = null;
  for (const [index, url] of urls.entries()) {
    const path = `signInList/${index}`;
    const done = await readListInto(tour, {
      source: 'signIns',
      path,
      url,
      schema: index === 0 ? signInByProtocolSchema : listedSignInSchema,
      keep: keepFields,
      isPart: true,
      needsP1: true,
      mostEmptyPages: emptyLogPages,
      maxPages: mostLogPages,
    });
    if (!done.ok) return done;
    const rows = rowsRead(reading, path);
    if ('reason' in rows) return settleList(tour, 'signIns', 'signIns', { reason: rows.reason });
    if (reading.state(`${path}/cut`) !== null) {
      cutAt = later(cutAt, oldestOf(rows.rows, reading.startedAt));
    }
    for (const row of rows.rows) {
      byId.set(isJsonObject(row) ? JSON.stringify([row['id'], row['userId']]) : '', row);
    }
  }
  if (cutAt !== null) {
    const kept = reading.page('signInsCutAt', [cutAt], { kind: 'done' });
    if (!kept.ok) return kept;
  }
  return settleList(tour, 'signIns', 'signIns', { rows: [...byId.values()] });
}

/** When the first of them was, at the latest when the tour began: the list was left there. */
function oldestOf(rows: readonly Json[], startedAt: string): string {
  const times = rows.flatMap((row) => {
    const at = isJsonObject(row) ? row['createdDateTime'] : null;
    return typeof at === 'string' ? [Date.parse(at)] : [];
  });
  const first = times.reduce((one, other) => Math.min(one, other), Date.parse(startedAt));
  return new Date(first).toISOString();
}

function later(one: string | null, other: string): string {
  return one !== null && Date.parse(one) > Date.parse(other) ? one : other;
}

function keepFields(row: Json): Json | null {
  if (!isJsonObject(row)) return null;
  return Object.fromEntries(keptFields.map((key) => [key, row[key] ?? null]));
}

const auditSchema = v.looseObject({
  initiatedBy: v.looseObject({}),
  targetResources: v.array(v.looseObject({})),
});

/** Ids of policies that Microsoft's own manager created; one row per id. */
export async function readManagedPolicies(tour: Tour): Promise<TourResult> {
  const { reading } = tour;
  if (reading.state('directoryAudits') !== null) return ok(undefined);
  const done = await readListInto(tour, {
    source: 'directoryAudits',
    path: 'directoryAuditList',
    url: reads.managedPolicyAudits.url,
    schema: auditSchema,
    isPart: true,
    needsP1: true,
    mostEmptyPages: emptyLogPages,
    keep: (row) => {
      const isManagers =
        isJsonObject(row) &&
        isJsonObject(row['initiatedBy']) &&
        isJsonObject(row['initiatedBy']['app']) &&
        row['initiatedBy']['app']['displayName'] === 'Microsoft Managed Policy Manager';
      // A capture may hold all of the log, where the address asks for policies alone.
      return isManagers && (row['category'] ?? 'Policy') === 'Policy' ? row : null;
    },
  });
  if (!done.ok) return done;
  const rows = rowsRead(reading, 'directoryAuditList');
  if ('reason' in rows) {
    return settleList(tour, 'directoryAudits', 'directoryAudits', { reason: rows.reason });
  }
  const ids = new Set<string>();
  for (const row of rows.rows) {
    const targets = isJsonObject(row) ? row['targetResources'] : null;
    for (const target of Array.isArray(targets) ? (targets as readonly Json[]) : []) {
      if (isJsonObject(target) && typeof target['id'] === 'string') {
        ids.add(target['id'].toLowerCase());
      }
    }
  }
  return settleList(tour, 'directoryAudits', 'directoryAudits', { rows: [...ids].sort() });
}

/**
 * Last sign-in of the few accounts a decision needs: service, shared and emergency access accounts
 * that were named, and the operator. Never of everybody (performance.md 0).
 */
export async function readLastSignIns(
  tour: Tour,
  snapshot: Snapshot,
  answers: Answers | null,
): Promise<TourResult> {
  const named = (['serviceAccounts', 'sharedAccounts', 'emergencyAccess'] as const).flatMap(
    (field) => (answers?.accounts?.[field] ?? []).map((selector) => ({ field, selector })),
  );
  // Made of everybody: not where nobody is looked for.
  const index = named.length === 0 ? null : indexAccounts(snapshot);
  const asked = new Set<string>();
  for (const { field, selector } of named) {
    // A selector without a match is an input error of the assessment; here it asks nobody.
    const found = index === null ? null : resolveSelectors([selector], index, field);
    if (found?.ok === true) for (const id of found.value.ids) asked.add(id);
  }
  const { signedInUserId, users } = snapshot;
  const isUser =
    users.kind === 'read' && users.value.some(({ id }) => id.toLowerCase() === signedInUserId);
  if (signedInUserId !== null && isUser) asked.add(signedInUserId);
  const userIds = [...asked].sort();
  if (userIds.length === 0) {
    const emptied = tour.reading.restart('lastSignIn');
    return emptied.ok ? tour.reading.page('lastSignIn', [], { kind: 'done' }) : emptied;
  }
  const done = await readByPerson(tour, {
    source: 'signIns',
    path: 'lastSignIn',
    version: 'v1.0',
    userIds,
    url: readsInBatch.lastSignIn,
    row: (userId, part): Json => {
      const reason = reasonOf(part);
      if (reason !== null) return [userId, null, { ...byLicence(tour.reading, reason) }];
      const body = part.kind === 'answer' ? part.answer.json : undefined;
      if (!isJsonObject(body)) return [userId, null, { code: 'malformed' }];
      const activity = body['signInActivity'];
      // Only an answer about this account says that it never signed in.
      const about = typeof body['id'] === 'string' ? body['id'].toLowerCase() : null;
      if (about === null ? !isJsonObject(activity) : about !== userId.toLowerCase()) {
        return [userId, null, { code: 'malformed' }];
      }
      // Graph leaves the field out for somebody who never signed in; a capture may simply lack it.
      if (activity === undefined && tour.source.kind === 'capture') {
        return [userId, null, { code: 'notCaptured' }];
      }
      const at = lastActivity(activity ?? null);
      return at === undefined ? [userId, null, { code: 'malformed' }] : [userId, at];
    },
  });
  if (done.ok) tour.board.settled('signIns', userIds.length, null);
  return done;
}

/** Interactive, by an app for the person, successful: any of them is use (Graph "signInActivity"). */
const activityFields = [
  'lastSignInDateTime',
  'lastNonInteractiveSignInDateTime',
  'lastSuccessfulSignInDateTime',
];

/** The latest of them; null when none was ever; undefined when one of them is no instant. */
function lastActivity(activity: Json): string | null | undefined {
  if (activity === null) return null;
  if (!isJsonObject(activity)) return undefined;
  let last: string | null = null;
  for (const field of activityFields) {
    const at = activity[field] ?? null;
    if (at === null) continue;
    if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
    if (last === null || Date.parse(at) > Date.parse(last)) last = at;
  }
  return last;
}
