import * as v from 'valibot';
import { shortText } from '../bounds';
import { preferences } from '../lockout/preference';
import { messageView } from './common-views';

/** What one account meets at one point in time. */
export const verdictView = v.strictObject({
  stepId: shortText,
  /** `today`, `ring:<n>`, `finish`, `2027-02-01`, `2027-07-01`. */
  point: shortText,
  verdict: shortText,
  askedBy: shortText,
  /** Where Entra asks for the first of these methods by itself. */
  preference: v.picklist(preferences),
  orderedMethods: v.array(shortText),
  /** Each with the rule that decided. */
  reasons: v.array(v.strictObject({ ...messageView.entries, rule: shortText })),
});
