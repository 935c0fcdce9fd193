import * as v from 'valibot';
import { shortText } from './bounds';

/** An IANA name this runtime knows. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `Asia/Tokyo`, `UTC`; anything else is refused as `time_zone`. */
export const timeZoneName = v.pipe(shortText, v.check(isTimeZone, 'time_zone'));
