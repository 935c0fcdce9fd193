import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

const action = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(count, v.minValue(400), v.maxValue(599)),
    code: v.optional(text),
    message: v.optional(text),
    /** Seconds, or an HTTP date, exactly as sent. */
    retryAfter: v.optional(v.union([v.number(), text])),
    /** The request takes effect although the answer says it did not. */
    applied: v.optional(v.boolean()),
    /** A gateway's page instead of Graph's JSON. */
    html: v.optional(v.boolean()),
  }),
  /** before: not applied. during: applied, cut in the body. after: applied, whole answer, then reset. */
  v.strictObject({ kind: v.literal('reset'), when: v.picklist(['before', 'during', 'after']) }),
  /** Silence. */
  v.strictObject({ kind: v.literal('hang'), applied: v.optional(v.boolean()) }),
  v.strictObject({ kind: v.literal('cutJson') }),
  v.strictObject({ kind: v.literal('cutStatusLine') }),
  v.strictObject({ kind: v.literal('html'), applied: v.optional(v.boolean()) }),
  v.strictObject({ kind: v.literal('delay'), ms: count }),
  /** Applied, then the connection goes without a byte. */
  v.strictObject({ kind: v.literal('dropAfterApplying') }),
  /** Parts of a `$batch` answer, by place in the answer; absent: the first. */
  v.strictObject({ kind: v.literal('loseParts'), parts: v.optional(v.array(count)) }),
  v.strictObject({ kind: v.literal('doubleParts'), parts: v.optional(v.array(count)) }),
  v.strictObject({ kind: v.literal('shuffleParts') }),
]);

const rule = v.strictObject({
  method: v.optional(v.picklist(['GET', 'POST', 'PATCH', 'DELETE', 'PUT'])),
  /** Path with version and without query; `*` stands for any text. Absent: every path. */
  path: v.optional(text),
  /** The n-th matching request, from 1; absent: the first. */
  nth: v.optional(v.pipe(count, v.minValue(1))),
  /** How many matching requests from there on; absent: one. */
  times: v.optional(v.pipe(count, v.minValue(1))),
  /** true: parts of a batch (only `status`); absent or false: requests of their own. */
  inBatch: v.optional(v.boolean()),
  action,
});

export const faultScriptSchema = v.strictObject({
  schema: v.optional(v.literal('causeway-faults/1')),
  rules: v.pipe(v.array(rule), v.maxLength(1000)),
});

export type FaultScript = v.InferOutput<typeof faultScriptSchema>;
export type FaultAction = FaultScript['rules'][number]['action'];

/** Reads a fault script; errors name the place and what was expected. */
export function parseFaults(
  value: unknown,
): { ok: true; value: FaultScript } | { ok: false; errors: string[] } {
  const parsed = v.safeParse(faultScriptSchema, value);
  if (parsed.success) return { ok: true, value: parsed.output };
  const errors = parsed.issues.map((i) => `${v.getDotPath(i) ?? 'document'}: ${i.message}`);
  return { ok: false, errors };
}

interface LiveRule {
  readonly rule: FaultScript['rules'][number];
  readonly pattern: RegExp;
  seen: number;
}

/** Counts requests and says which of them go wrong, and how. */
export class Faults {
  #rules: LiveRule[] = [];

  load(script: FaultScript): void {
    this.#rules = script.rules.map((one) => ({ rule: one, pattern: wild(one.path), seen: 0 }));
  }

  /** Every matching rule counts the request; the first that is due acts. */
  take(method: string, path: string, inBatch: boolean): FaultAction | undefined {
    let due: FaultAction | undefined;
    for (const live of this.#rules) {
      const { rule: one } = live;
      if ((one.inBatch ?? false) !== inBatch) continue;
      if (one.method !== undefined && one.method !== method) continue;
      if (!live.pattern.test(path)) continue;
      live.seen++;
      const first = one.nth ?? 1;
      const isDue = live.seen >= first && live.seen < first + (one.times ?? 1);
      if (isDue && due === undefined) due = one.action;
    }
    return due;
  }
}

function wild(path: string | undefined): RegExp {
  const parts = (path ?? '*').split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}
