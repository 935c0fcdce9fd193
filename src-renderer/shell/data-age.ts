import { formatDuration } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import { language, moment } from '../i18n.svelte';

const units = [86_400, 3_600, 60];
/** `now` comes from a timer: what was read a moment ago may be after it. */
const behindSeconds = 60;

/**
 * How old what was read is: "Read 2 h ago". In one unit, rounded down. The moment itself where the
 * tenant has a clock of its own, or was read after what this computer takes for now.
 */
export function dataAge(readAt: string, now: number, hasOwnClock: boolean): string {
  const seconds = Math.floor((now - Date.parse(readAt)) / 1_000);
  if (hasOwnClock || seconds < -behindSeconds) return m.shell_read_at({ time: moment(readAt) });
  const unit = units.find((one) => seconds >= one);
  if (unit === undefined) return m.shell_read_now();
  const whole = Math.floor(seconds / unit) * unit;
  return m.shell_read_ago({ age: formatDuration(whole, language()) });
}
