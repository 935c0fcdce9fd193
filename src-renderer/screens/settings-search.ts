/** As people type and read: width, case and marks do not tell words apart. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Whether every word of what was typed stands in one of these texts; an empty search finds all. */
export function isFound(search: string, texts: readonly string[]): boolean {
  const text = plain(texts.join(' '));
  return plain(search)
    .split(' ')
    .every((word) => text.includes(word));
}
