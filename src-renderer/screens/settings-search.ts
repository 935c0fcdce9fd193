import { foldText } from '../../shared/people/fold-text';

/** Whether every word of what was typed stands in one of these texts; an empty search finds all. */
export function isFound(search: string, texts: readonly string[]): boolean {
  const text = foldText(texts.join(' '));
  return foldText(search)
    .trim()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
