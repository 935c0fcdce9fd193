import { isJsonObject, type Json } from '../../shared/json';
import { wholeList } from './method-names';

/**
 * Whether a mobile phone among these methods is ready for SMS sign-in. Null: no list of methods, or
 * a phone that does not say (Graph page "phoneAuthenticationMethod").
 */
export function isSmsReady(body: Json | undefined): boolean | null {
  const rows = wholeList(body);
  if (rows === null) return null;
  let isReady = false;
  for (const row of rows) {
    if (!isJsonObject(row)) return null;
    const type = row['@odata.type'];
    const isPhone = type === undefined || type === '#microsoft.graph.phoneAuthenticationMethod';
    if (!isPhone || row['phoneType'] === 'office' || row['phoneType'] === 'alternateMobile') {
      continue;
    }
    const state = row['smsSignInState'];
    if (typeof state !== 'string') return null;
    isReady ||= state === 'ready';
  }
  return isReady;
}
