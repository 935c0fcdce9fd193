const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/**
 * A file name that every desktop system takes: no path, stream, control or direction characters,
 * no reserved device name, no trailing dot or space. `extension` without its dot.
 */
export function safeFileName(title: string, extension: string): string {
  const plain = [...title.normalize('NFC')]
    .map((character) => (isSafe(character) ? character : ' '))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, 80)
    .replace(/[. ]+$/, '');
  const stem =
    plain === '' || reserved.test(plain.split('.')[0] ?? '') ? `causeway ${plain}` : plain;
  return `${stem.trim()}.${extension}`;
}

function isSafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)) return false;
  if (code >= 0x2066 && code <= 0x2069) return false;
  return !'<>:"/\\|?*'.includes(character);
}
