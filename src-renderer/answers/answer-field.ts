import type { AnswerPath } from '../../shared/tenant/answer-paths';
import type { LineFormat } from './line-formats';

/** Texts are functions: they follow a change of language. */
export type Text = () => string;

export interface Option {
  readonly value: string | number;
  readonly label: Text;
}

/** Every kind also takes null: "I don't know". Undefined: not answered yet. */
export type FieldInput =
  | { readonly kind: 'yesNo' }
  /** An object that begins with a yes or no under `key`; what null is called differs. */
  | { readonly kind: 'switch'; readonly key: string; readonly unknown: unknown }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit: Text }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'many'; readonly options: readonly Option[] }
  | { readonly kind: 'lines'; readonly format: LineFormat }
  | { readonly kind: 'emergency' };

/** One question of the form. */
export interface AnswerField {
  readonly path: AnswerPath;
  readonly input: FieldInput;
  /** Portal page or other place where the answer stands. */
  readonly where: Text;
  readonly hint?: Text;
  /** Asked only when the value at this path is this. */
  readonly onlyIf?: { readonly path: string; readonly is: unknown };
}

export interface AnswerSection {
  readonly id: string;
  readonly title: Text;
  readonly hint: Text;
  readonly fields: readonly AnswerField[];
}
