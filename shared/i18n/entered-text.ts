import { m } from '../paraglide/messages.js';
import { commandLineSigner, windowSigner, type Entered } from '../tenant/entered';
import { formatDateTime, type Language } from './format';

/** "Entered by gaa@kestrel.example on 22 Nov 2026, 08:30": who typed a value, and when. */
export function enteredText({ by, at }: Entered, language: Language, zone: string): string {
  const options = { locale: language };
  const time = at === null ? null : formatDateTime(at, language, zone);
  if (by === windowSigner) {
    return time === null
      ? m.entered_in_window({}, options)
      : m.entered_in_window_at({ time }, options);
  }
  if (by === commandLineSigner) {
    return time === null
      ? m.entered_on_command_line({}, options)
      : m.entered_on_command_line_at({ time }, options);
  }
  if (by === null) {
    return time === null ? m.entered_unknown({}, options) : m.entered_at({ time }, options);
  }
  return time === null ? m.entered_by({ by }, options) : m.entered_by_at({ by, time }, options);
}
