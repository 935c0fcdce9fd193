import * as v from 'valibot';
import { shortText } from '../bounds';
import { exportChoices } from '../ipc/export-contract';
import { scheduleEdit } from '../ipc/schedule-contract';
import { ringAttributes, ringBases } from '../tenant/ring-choice';

const typed = v.string();

/** What forms keep of what was typed and not sent, by the name of their shape. */
const schemas = {
  text: typed,
  /** A reason, and the value picked for each subject by its id. */
  choice: v.strictObject({ reason: typed, picked: v.record(shortText, shortText) }),
  ringLayout: v.strictObject({
    value: v.picklist([...ringBases, ...ringAttributes]),
    rules: v.array(
      v.strictObject({
        kind: v.picklist(['group', 'accounts', ...ringAttributes, 'kept']),
        name: typed,
        group: typed,
        lines: typed,
        values: v.array(typed),
        place: v.nullable(v.number()),
      }),
    ),
    maxSize: typed,
    reason: typed,
  }),
  export: exportChoices,
  /** Messages too long to be saved, by ring, message and language. */
  messages: v.record(typed, v.strictObject({ subject: typed, body: typed })),
  /** Dates that are not whole, what stands in fields and is no day, and the choice below, as JSON. */
  schedule: v.strictObject({ edit: scheduleEdit, over: typed, wrong: v.record(shortText, typed) }),
} as const;

export type FormDraftName = keyof typeof schemas;
export type FormDraft<N extends FormDraftName> = v.InferOutput<(typeof schemas)[N]>;

/** What a form kept; null: nothing, or something another version wrote. */
export function parseFormDraft<N extends FormDraftName>(
  name: N,
  text: string | null,
): FormDraft<N> | null {
  if (text === null) return null;
  try {
    const parsed = v.safeParse(schemas[name], JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
