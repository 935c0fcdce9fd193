import * as v from 'valibot';
import { shortText } from '../bounds';
import { empty, id } from './common-views';
import { call } from './define';

/** What a form keeps, in UTF-16 units: a long list of accounts, and no more. */
export const draftLimit = 400_000;

const draftText = v.nullable(v.pipe(v.string(), v.maxLength(draftLimit)));

export const draftCalls = {
  /** What was typed into a form and not sent; null: nothing. */
  'drafts.get': call(v.strictObject({ place: shortText }), v.strictObject({ text: draftText })),
  /** Null forgets it. `workspaceId`: the plan it was typed beside. */
  'drafts.keep': call(
    v.strictObject({ workspaceId: id, place: shortText, text: draftText }),
    empty,
    {
      maxBytes: 2_097_152,
    },
  ),
} as const;
