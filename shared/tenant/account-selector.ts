import * as v from 'valibot';
import { shortText } from '../bounds';

/** Exactly one key (answers.md 1). No match in the tenant is an input error that names the selector. */
export const accountSelectorSchema = v.union(
  [
    v.strictObject({ id: shortText }),
    v.strictObject({ upn: shortText }),
    v.strictObject({ upnPattern: shortText }),
    v.strictObject({ group: shortText }),
  ],
  'account_selector',
);
export type AccountSelector = v.InferOutput<typeof accountSelectorSchema>;

export const accountSelectorsSchema = v.pipe(v.array(accountSelectorSchema), v.maxLength(200_000));
