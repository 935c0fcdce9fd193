import * as v from 'valibot';
import { windowSources } from '../assess/sign-in-windows';
import { count, shortText, text } from '../bounds';

/**
 * What the sign-in log says of one person; null: that part was not read, or there is nothing to ask
 * for.
 */
export const personSignIns = v.strictObject({
  legacy: v.nullable(
    v.array(v.strictObject({ client: text, app: v.nullable(text), count, lastAt: shortText })),
  ),
  reportOnly: v.nullable(
    v.array(
      v.strictObject({
        policy: text,
        failures: count,
        interruptions: count,
        lastAt: shortText,
      }),
    ),
  ),
  /** Which of them nobody knows, and why. */
  unread: v.array(
    v.strictObject({
      source: v.picklist(windowSources),
      reason: shortText,
      status: v.nullable(count),
      until: v.exactOptional(shortText),
    }),
  ),
});
