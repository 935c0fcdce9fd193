import { objectId } from '../ids';
import { isJsonObject, type Json } from '../json';
import {
  everyTime,
  flagOrNull,
  isShort,
  keepUnknown,
  textOrNull,
  textsOrNull,
  type Once,
} from './decode-row';
import type { UserRegistrationDetails } from './user-registration-details';

/**
 * What `userRegistrationDetailsSchema` makes of a row, field for field and in its order; null where
 * it does not fit. Written out for the same reason as `decodeUser`.
 */
export function decodeRegistration(
  row: Json,
  once: Once = everyTime,
): UserRegistrationDetails | null {
  if (!isJsonObject(row)) return null;
  const { id } = row;
  const userPrincipalName = textOrNull(row['userPrincipalName']);
  const methodsRegistered = once('methodsRegistered', row['methodsRegistered'] ?? null, textsOf);
  const preferred = textOrNull(row['userPreferredMethodForSecondaryAuthentication']);
  const isSsprEnabled = flagOrNull(row['isSsprEnabled']);
  const isMfaCapable = flagOrNull(row['isMfaCapable']);
  const lastUpdatedDateTime = textOrNull(row['lastUpdatedDateTime']);
  if (
    !isShort(id) ||
    userPrincipalName === undefined ||
    methodsRegistered === undefined ||
    preferred === undefined ||
    isSsprEnabled === undefined ||
    isMfaCapable === undefined ||
    lastUpdatedDateTime === undefined
  ) {
    return null;
  }
  const details: UserRegistrationDetails = {
    id: objectId(id),
    userPrincipalName,
    methodsRegistered,
    userPreferredMethodForSecondaryAuthentication: preferred,
    isSsprEnabled,
    isMfaCapable,
    lastUpdatedDateTime,
  };
  return keepUnknown(details, row);
}

/** A list of its own: the row it came in is free to go. */
function textsOf(value: Json): string[] | null | undefined {
  const texts = textsOrNull(value);
  return texts === undefined || texts === null ? texts : [...texts];
}
