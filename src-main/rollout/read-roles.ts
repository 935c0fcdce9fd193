import * as v from 'valibot';
import { shortText } from '../../shared/bounds';
import { servicePlanIds } from '../../shared/entra/tenant-resources';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { reads } from '../graph/reads';
import { readsById } from '../graph/reads-by-id';
import { readMembersOf } from './read-members';
import { isWithoutEnd, readEnds, scheduleSchema, type RoleEnds } from './role-ends';
import { readListInto, settleList, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';
import { usersOf } from './tour-users';

const assignment = v.looseObject({ principalId: shortText, roleDefinitionId: shortText });
const definition = v.looseObject({
  id: shortText,
  templateId: v.optional(v.nullable(shortText)),
});

interface Holder {
  readonly principalId: string;
  readonly roleId: string;
  readonly assignment: 'active' | 'eligible';
  /** Null: not told. */
  readonly isPermanent: boolean | null;
  /** Within an administrative unit, or for one application. */
  readonly isInPart: boolean;
}

/** By id in lower case. */
type RoleNames = ReadonlyMap<string, { templateId: string; name: string; isCustom: boolean }>;

/** What a service without P2 says to the question who is eligible; a capture may not hold it. */
const refusals: ReadonlySet<UnreadReason['code']> = new Set([
  ...(['refused', 'notLicensed', 'notAccepted', 'notFound', 'notCaptured'] as const),
]);

/**
 * Who holds which directory role, role-assignable groups expanded. Eligibility needs P2: its refusal
 * means "none" only where the licences were read and lack P2; otherwise, and where the answer was no
 * refusal, roles stay unread. The same refusal of the schedules means "no end", and else that nobody
 * knows of an end.
 */
export async function readRoles(tour: Tour): Promise<TourResult> {
  if (tour.reading.state('roles') !== null) {
    const before = rowsRead(tour.reading, 'roles');
    tour.board.settled('roles', 0, 'reason' in before ? before.reason : null);
    return ok(undefined);
  }
  for (const [path, url, schema] of [
    ['roleAssignments', reads.roleAssignments.url, assignment],
    ['roleDefinitions', reads.roleDefinitions.url, definition],
    ['roleEligibility', reads.roleEligibility.url, assignment],
    ['roleSchedules', reads.roleSchedules.url, scheduleSchema],
  ] as const) {
    const isNeverEmpty = path === 'roleAssignments' || path === 'roleDefinitions';
    const done = await readPart(tour, path, url, schema, isNeverEmpty);
    if (!done.ok) return done;
  }
  const active = rowsRead(tour.reading, 'roleAssignments');
  if ('reason' in active) return readDirectoryRoles(tour, active.reason);
  const eligible = rowsRead(tour.reading, 'roleEligibility');
  if ('reason' in eligible && !isForWantOfP2(tour, 'roleEligibility', eligible.reason)) {
    return settleList(tour, 'roles', 'roles', { reason: eligible.reason });
  }
  const ends = endsToldBy(tour);
  const holders = [
    ...active.rows.flatMap((row) => toHolder(row, 'active', ends)),
    ...('rows' in eligible ? eligible.rows : []).flatMap((row) => toHolder(row, 'eligible', ends)),
  ];
  const untold = holders.some((one) => one.isPermanent === null);
  if (untold) {
    const reason = ends.kind === 'unread' ? ends.reason : ({ code: 'malformed' } as const);
    const settled = tour.reading.settle('roleEnds', { kind: 'unread', reason });
    if (!settled.ok) return settled;
  }
  return settleHolders(tour, holders, roleNames(tour), ends.kind !== 'none');
}

function endsToldBy(tour: Tour): RoleEnds {
  const schedules = rowsRead(tour.reading, 'roleSchedules');
  if ('rows' in schedules) return readEnds(schedules.rows);
  const { reason } = schedules;
  return isForWantOfP2(tour, 'roleSchedules', reason)
    ? { kind: 'none' }
    : { kind: 'unread', reason };
}

/** A list that began was not refused, whatever cut it. */
function isForWantOfP2(tour: Tour, path: string, reason: UnreadReason): boolean {
  const isRefused = refusals.has(reason.code) && tour.reading.pages(path).length === 0;
  return isRefused && isKnownWithoutP2(tour);
}

/** Somebody administers every tenant. Parts of one source: progress is told once, when all are there. */
function readPart(
  tour: Tour,
  path: string,
  url: string,
  schema: v.GenericSchema<unknown, unknown>,
  isNeverEmpty = false,
): Promise<TourResult> {
  return readListInto(tour, { source: 'roles', path, url, schema, isPart: true, isNeverEmpty });
}

/** Older way to the same: `directoryRoles` and their members. Without P2 there is nothing else. */
async function readDirectoryRoles(tour: Tour, reason: UnreadReason): Promise<TourResult> {
  const listed = await readPart(tour, 'directoryRoles', reads.directoryRoles.url, definition);
  if (!listed.ok) return listed;
  const roles = rowsRead(tour.reading, 'directoryRoles');
  if ('reason' in roles || !isKnownWithoutP2(tour)) {
    return settleList(tour, 'roles', 'roles', { reason });
  }
  const holders: Holder[] = [];
  const names = new Map<string, { templateId: string; name: string; isCustom: boolean }>();
  for (const role of roles.rows) {
    if (!isJsonObject(role) || typeof role['id'] !== 'string') continue;
    const roleId = role['id'].toLowerCase();
    names.set(roleId, {
      templateId: text(role, 'roleTemplateId'),
      name: text(role, 'displayName'),
      isCustom: false,
    });
    const path = `directoryRoleMembers/${roleId}`;
    const done = await readPart(tour, path, readsById.roleMembers(roleId), definition);
    if (!done.ok) return done;
    const members = rowsRead(tour.reading, path);
    if ('reason' in members) {
      return settleList(tour, 'roles', 'roles', { reason: members.reason });
    }
    for (const member of members.rows) {
      const principalId = isJsonObject(member) ? text(member, 'id').toLowerCase() : '';
      const ofRole = { principalId, roleId, isPermanent: true, isInPart: false };
      holders.push({ ...ofRole, assignment: 'active' });
    }
  }
  return settleHolders(tour, holders, names, false);
}

/** An eligibility is never called permanent: a role that has to be activated ends. */
function toHolder(row: Json, kind: Holder['assignment'], ends: RoleEnds): readonly Holder[] {
  if (!isJsonObject(row)) return [];
  return [
    {
      principalId: text(row, 'principalId').toLowerCase(),
      roleId: text(row, 'roleDefinitionId').toLowerCase(),
      assignment: kind,
      isPermanent: kind === 'active' && isWithoutEnd(row, ends),
      isInPart: row['directoryScopeId'] !== '/',
    },
  ];
}

/**
 * Expands groups and writes one row per user; an unreadable group leaves all roles unread. Who is
 * neither is an application, which signs nobody in: said only where users and groups were read.
 * `mayEnd`: membership in a group may be for a time only, which no list here tells.
 */
async function settleHolders(
  tour: Tour,
  holders: readonly Holder[],
  names: RoleNames,
  mayEnd: boolean,
): Promise<TourResult> {
  const { reading } = tour;
  const known = usersOf(reading);
  const unreadAs = (reason: UnreadReason): Promise<TourResult> =>
    settleList(tour, 'roles', 'roles', { reason });
  if (known === null) {
    const state = reading.state('users');
    return unreadAs(state?.kind === 'unread' ? state.reason : { code: 'notAsked' });
  }
  const wanted = new Set(holders.map(({ principalId }) => principalId));
  const ids = known.map((user) => user.id.toLowerCase());
  const users = new Set(ids.filter((id) => wanted.has(id)));
  const groups = rowsRead(reading, 'groups');
  const groupIds =
    'rows' in groups
      ? new Set(groups.rows.map((row) => (isJsonObject(row) ? text(row, 'id').toLowerCase() : '')))
      : null;
  const rows: Json[] = [];
  for (const holder of holders) {
    const role = names.get(holder.roleId);
    const row = (userId: string, isPermanent = holder.isPermanent): Json => ({
      userId,
      roleTemplateId: role?.templateId || holder.roleId,
      roleName: role?.name ?? '',
      assignment: holder.assignment,
      isPermanent,
      ...(holder.isInPart || role?.isCustom === true ? { isLimited: true } : {}),
    });
    if (users.has(holder.principalId)) {
      rows.push(row(holder.principalId));
      continue;
    }
    if (groupIds !== null && !groupIds.has(holder.principalId)) continue;
    const path = `groupMembers/${holder.principalId}`;
    const done = await readMembersOf(tour, holder.principalId);
    if (!done.ok) return done;
    const members = rowsRead(reading, path);
    if ('rows' in members) {
      const isPermanent = mayEnd && holder.isPermanent === true ? null : holder.isPermanent;
      for (const userId of members.rows) {
        if (typeof userId === 'string') rows.push(row(userId, isPermanent));
      }
    } else {
      const isUnknown = 'reason' in groups && members.reason.status === 404;
      return unreadAs(isUnknown ? groups.reason : members.reason);
    }
  }
  return settleList(tour, 'roles', 'roles', { rows });
}

function roleNames(tour: Tour): RoleNames {
  const names = new Map<string, { templateId: string; name: string; isCustom: boolean }>();
  const definitions = rowsRead(tour.reading, 'roleDefinitions');
  for (const row of 'rows' in definitions ? definitions.rows : []) {
    if (!isJsonObject(row)) continue;
    const template = text(row, 'templateId') || text(row, 'id');
    names.set(text(row, 'id').toLowerCase(), {
      templateId: template.toLowerCase(),
      name: text(row, 'displayName'),
      isCustom: row['isBuiltIn'] === false,
    });
  }
  return names;
}

function isKnownWithoutP2(tour: Tour): boolean {
  const skus = rowsRead(tour.reading, 'subscribedSkus');
  return 'rows' in skus && !JSON.stringify(skus.rows).toLowerCase().includes(servicePlanIds.p2);
}

function text(row: { readonly [key: string]: Json }, key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value : '';
}
