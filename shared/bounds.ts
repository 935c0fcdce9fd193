import * as v from 'valibot';

/** Every text at a door is bounded: 64 KB (execution.md 7.1). */
export const text = v.pipe(v.string(), v.maxLength(65_536));
/** A short text: names, ids, codes. */
export const shortText = v.pipe(v.string(), v.maxLength(1_024));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
/** An ISO 8601 instant or date as Graph and our files write it. */
export const instant = v.pipe(
  v.string(),
  v.maxLength(40),
  v.regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/),
);
export const hash64 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
