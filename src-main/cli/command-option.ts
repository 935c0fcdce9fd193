/** One option as it is typed. `value` names what follows it; null: a switch. `help`: a message key. */
export interface OptionSpec {
  readonly name: string;
  readonly value: string | null;
  readonly help: string;
  readonly required?: boolean;
}

/** One command: what it is for and what it takes. */
export interface CommandSpec {
  readonly about: string;
  /** What its page of help says below the options. */
  readonly more?: string;
  readonly options: readonly OptionSpec[];
  /** Exactly one of these must be given. */
  readonly oneOf?: readonly string[];
  /** Of each of these lists one at most may be given. */
  readonly notTogether?: readonly (readonly string[])[];
}

/** An option that may be left out. `help`: a message key. */
export const option = (help: string, name: string, value: string | null = null): OptionSpec => ({
  name,
  value,
  help,
});
/** One that must be given. */
export const required = (help: string, name: string, value: string): OptionSpec => ({
  ...option(help, name, value),
  required: true,
});
