/**
 * Type declarations of the compiled messages. The compiler's own take any value for a parameter;
 * ours take strings, because numbers and dates go through our formatters first.
 */
import { inputsOf } from './message-rules.mjs';

/** @param {Record<string, unknown>} english the base catalogue, key to text or variants */
export function messageDeclarations(english) {
  const lines = Object.keys(english)
    .filter((key) => !key.startsWith('$'))
    .sort()
    .map((key) => `  readonly ${key}: ${signatureOf(inputsOf(english[key]))};`);
  return [
    "import type { Locale, LocalizedString } from './runtime.js';",
    'interface MessageOptions { readonly locale?: Locale | undefined }',
    'export declare const m: {',
    ...lines,
    '};',
    '/** Every key of the catalogue. */',
    'export type MessageKey = keyof typeof m;',
    '',
  ].join('\n');
}

function signatureOf(names) {
  if (names.length === 0) {
    return '(inputs?: Readonly<Record<never, never>>, options?: MessageOptions) => LocalizedString';
  }
  const fields = names.map((name) => `readonly ${name}: string`).join('; ');
  return `(inputs: { ${fields} }, options?: MessageOptions) => LocalizedString`;
}

/** The part of the runtime the product uses; anything else of it does not compile. */
export function runtimeDeclarations() {
  return [
    "export type Locale = 'en' | 'ja';",
    'export type LocalizedString = string;',
    'export declare const baseLocale: Locale;',
    'export declare const locales: readonly Locale[];',
    '/** The locale messages use when a call names none. */',
    'export declare function getLocale(): Locale;',
    '/** Says where the locale comes from; the page gives a rune, main a setting. */',
    'export declare function overwriteGetLocale(read: () => Locale): void;',
    'export declare function isLocale(value: unknown): value is Locale;',
    '',
  ].join('\n');
}
