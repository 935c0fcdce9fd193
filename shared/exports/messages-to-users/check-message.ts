import {
  neededPlaceholders,
  placeholders,
  type MessageBody,
  type MessageTemplate,
  type MessageValues,
} from './templates';

export type MessageProblem =
  | { readonly kind: 'emptySubject' | 'emptyBody' | 'openBrace' }
  | { readonly kind: 'unknownPlaceholder' | 'missingPlaceholder'; readonly name: string };

const known: ReadonlySet<string> = new Set(placeholders);

/** Names in braces of a text, each once, in order. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.trim()))];
}

/** What keeps a text from being sent: gaps, words in braces that nothing fills, and what is left out. */
export function checkMessage(
  template: MessageTemplate,
  { subject, body }: MessageBody,
): readonly MessageProblem[] {
  const text = `${subject}\n${body}`;
  const names = placeholdersIn(text);
  const rest = text.replaceAll(/\{[^{}]*\}/g, '');
  return [
    ...(subject.trim() === '' ? [{ kind: 'emptySubject' } as const] : []),
    ...(body.trim() === '' ? [{ kind: 'emptyBody' } as const] : []),
    ...(/[{}]/.test(rest) ? [{ kind: 'openBrace' } as const] : []),
    ...names
      .filter((name) => !known.has(name))
      .map((name) => ({ kind: 'unknownPlaceholder', name }) as const),
    ...neededPlaceholders(template)
      .filter((name) => !names.includes(name))
      .map((name) => ({ kind: 'missingPlaceholder', name }) as const),
  ];
}

/** Fills what is given; the rest stays in braces, so that nothing reads as if it were filled. */
export function fillMessage(text: string, values: Partial<MessageValues>): string {
  const all: Readonly<Record<string, string | undefined>> = values;
  return text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const key = name.trim();
    return Object.hasOwn(all, key) ? (all[key] ?? whole) : whole;
  });
}
