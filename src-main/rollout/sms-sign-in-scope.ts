import { isSameMethod } from '../../shared/entra/method-configuration';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { type Tour } from './tour';
import { rowsRead } from './tour-rows';

/** Whom the methods policy offers SMS sign-in. */
export interface SmsSignInScope {
  /** True also where members were not read. */
  mayOffer(userId: string): boolean;
}

/** Null: the policy, as it was read, offers it to nobody. A value that was not told may be yes. */
export function smsSignInScope(tour: Tour, policy: Json | undefined): SmsSignInScope | null {
  const sms = rowsOf(policy, 'authenticationMethodConfigurations').find(
    ({ id }) => typeof id === 'string' && isSameMethod(id, 'Sms'),
  );
  if (sms === undefined || sms['state'] === 'disabled') return null;
  const usable = rowsOf(sms, 'includeTargets').filter(
    (target) => target['isUsableForSignIn'] === true || target['isUsableForSignIn'] === null,
  );
  if (usable.length === 0) return null;
  const include = usable.map((target) => membersOf(tour, target));
  const exclude = rowsOf(sms, 'excludeTargets').map((target) => membersOf(tour, target));
  return {
    mayOffer: (userId) => {
      const id = userId.toLowerCase();
      const isOut = exclude.some((members) => members !== null && members.has(id));
      return !isOut && include.some((members) => members === null || members.has(id));
    },
  };
}

function rowsOf(body: Json | undefined, field: string): readonly JsonObject[] {
  const rows = isJsonObject(body) ? body[field] : undefined;
  return Array.isArray(rows) ? (rows as readonly Json[]).filter(isJsonObject) : [];
}

interface Members {
  has(userId: string): boolean;
}

const everybody: Members = { has: () => true };

/** Null: not read. */
function membersOf(tour: Tour, target: JsonObject): Members | null {
  const id = typeof target['id'] === 'string' ? target['id'].toLowerCase() : '';
  if (id === 'all_users') return everybody;
  if (target['targetType'] === 'user') return new Set([id]);
  const members = rowsRead(tour.reading, `groupMembers/${id}`);
  return 'rows' in members ? new Set(members.rows.map(String)) : null;
}
