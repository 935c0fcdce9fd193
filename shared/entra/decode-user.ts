import * as v from 'valibot';
import { objectId } from '../ids';
import { isJsonObject, type Json } from '../json';
import { everyTime, flagOrNull, isShort, keepUnknown, textOrNull, type Once } from './decode-row';
import { userSchema, type User } from './user';

const { assignedPlans: plans, authorizationInfo: authorization } = userSchema.entries;

/**
 * What `userSchema` makes of a row, field for field and in its order; null where it does not fit.
 * Written out, because a tenant has a million of them: the schema takes many times as long.
 */
export function decodeUser(row: Json, once: Once = everyTime): User | null {
  if (!isJsonObject(row)) return null;
  const { id, userPrincipalName } = row;
  if (!isShort(id) || !isShort(userPrincipalName)) return null;
  const displayName = textOrNull(row['displayName']);
  const accountEnabled = flagOrNull(row['accountEnabled']);
  const userType = textOrNull(row['userType']);
  const creationType = textOrNull(row['creationType']);
  const onPremisesSyncEnabled = flagOrNull(row['onPremisesSyncEnabled']);
  const department = textOrNull(row['department']);
  const usageLocation = textOrNull(row['usageLocation']);
  const createdDateTime = textOrNull(row['createdDateTime']);
  const perUserMfaState = textOrNull(row['perUserMfaState']);
  const assignedPlans = once('assignedPlans', row['assignedPlans'] ?? null, plansOf);
  const authorizationInfo = once(
    'authorizationInfo',
    row['authorizationInfo'] ?? null,
    authorizationOf,
  );
  if (
    displayName === undefined ||
    accountEnabled === undefined ||
    userType === undefined ||
    creationType === undefined ||
    onPremisesSyncEnabled === undefined ||
    department === undefined ||
    usageLocation === undefined ||
    createdDateTime === undefined ||
    perUserMfaState === undefined ||
    assignedPlans === undefined ||
    authorizationInfo === undefined
  ) {
    return null;
  }
  const user: User = {
    id: objectId(id),
    userPrincipalName,
    displayName,
    accountEnabled,
    userType,
    creationType,
    onPremisesSyncEnabled,
    department,
    usageLocation,
    createdDateTime,
    perUserMfaState,
    assignedPlans,
    authorizationInfo,
  };
  return keepUnknown(user, row);
}

function plansOf(value: Json): User['assignedPlans'] | undefined {
  const parsed = v.safeParse(plans, value);
  return parsed.success ? parsed.output : undefined;
}

function authorizationOf(value: Json): User['authorizationInfo'] | undefined {
  const parsed = v.safeParse(authorization, value);
  return parsed.success ? parsed.output : undefined;
}
