import type * as v from 'valibot';

/** One call: what the page sends, what main answers; both are parsed (execution.md 4.1). */
export interface CallDefinition<
  I extends v.GenericSchema = v.GenericSchema,
  O extends v.GenericSchema = v.GenericSchema,
> {
  readonly input: I;
  readonly output: O;
  /** Largest input in bytes of JSON. */
  readonly maxBytes: number;
  /** True: needs a single-use ticket, because the call leads to a change in the tenant. */
  readonly commits: boolean;
}

export function call<I extends v.GenericSchema, O extends v.GenericSchema>(
  input: I,
  output: O,
  options: { readonly maxBytes?: number; readonly commits?: boolean } = {},
): CallDefinition<I, O> {
  return {
    input,
    output,
    maxBytes: options.maxBytes ?? 16_384,
    commits: options.commits ?? false,
  };
}
