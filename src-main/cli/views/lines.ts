/** Wide enough for a sentence, narrow enough for a terminal. */
export const textWidth = 96;

/** Cells of a width on a terminal: East Asian wide characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isWide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6);
    width += isWide ? 2 : 1;
  }
  return width;
}

export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Rows as columns two spaces apart, without trailing spaces. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    }
  }
  return rows.map((row) => {
    const cells = row.map((cell, index) => padRight(cell, widths[index] ?? 0));
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}

/** A heading with its underline. */
export function heading(text: string): readonly string[] {
  return ['', text, '-'.repeat(displayWidth(text))];
}

/**
 * Text in lines no wider than `width` cells, the indent included; continued lines stand two further
 * in. Japanese breaks between any two characters, but no line begins with closing punctuation.
 */
export function wrapped(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let prefix = indent;
  for (const piece of text.match(
    /[\u3000-\u9fff\uff00-\uffef]|[^\u3000-\u9fff\uff00-\uffef\s]+|\s+/g,
  ) ?? []) {
    const isTooWide = displayWidth(prefix) + displayWidth(line + piece.trimEnd()) > width;
    const mustStay = /^[、。」』）)\]:;,.?!]/.test(piece);
    if (isTooWide && line.trim() !== '' && !mustStay) {
      lines.push(prefix + line.trimEnd());
      prefix = `${indent}  `;
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(prefix + line.trimEnd());
  return lines;
}
