import * as v from 'valibot';
import { count, shortText, text } from '../bounds';

/** `PartnerFacts` as a plan file and the window carry them. */
export const partnersSchema = v.strictObject({
  customers: v.exactOptional(
    v.nullable(v.strictObject({ reached: count, byStatus: v.record(shortText, count) })),
  ),
  isSignedInFromOutside: v.boolean(),
  policies: v.nullable(
    v.array(
      v.strictObject({
        ...{ id: shortText, displayName: text },
        state: v.picklist(['enabled', 'reportOnly']),
      }),
    ),
  ),
});
