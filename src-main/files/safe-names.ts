const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
const mostCharacters = 80;
/** A name may have 255 bytes; the rest is for an extension and what a temporary file adds to it. */
const mostBytes = 180;

/**
 * A file name that every desktop system takes: no path, stream, control or direction characters,
 * no reserved device name, no trailing dot or space, no half of a character, 200 bytes at most.
 * `extension` without its dot, 10 bytes at most.
 */
export function safeFileName(title: string, extension: string): string {
  const plain = [...title.normalize('NFC')]
    .map((character) => (isSafe(character) ? character : ' '))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  const short = shortened(plain).replace(/[. ]+$/, '');
  const stem =
    short === '' || reserved.test(short.split('.')[0] ?? '') ? `causeway ${short}` : short;
  return `${stem.trim()}.${extension}`;
}

/** As many whole characters as a name may have. */
function shortened(text: string): string {
  let bytes = 0;
  const characters = [...text].slice(0, mostCharacters);
  return characters
    .filter((character) => (bytes += Buffer.byteLength(character)) <= mostBytes)
    .join('');
}

function isSafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)) return false;
  if (code >= 0x2066 && code <= 0x2069) return false;
  return !'<>:"/\\|?*'.includes(character);
}
