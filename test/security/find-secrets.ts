import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Those of the secrets that a text holds: their first hundred characters (a heap snapshot cuts long
 * texts) or their last forty, as they are, as base64 at any place of it, as UTF-16 of either order,
 * as hexadecimal digits or in an address. The text is read as latin1, a character a byte.
 */
export function holdsSecret(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) =>
    [
      ...formsOf(secret.slice(0, 100)),
      ...(secret.length > 140 ? formsOf(secret.slice(-40)) : []),
    ].some((form) => text.includes(form)),
  );
}

function formsOf(part: string): readonly string[] {
  const wide = Buffer.from(part, 'utf16le');
  // Where base64 begins within three bytes of what is before: the first and last signs are shared.
  const encoded = [0, 1, 2].map((before) =>
    Buffer.from(`${'-'.repeat(before)}${part}`)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before === 0 ? 0 : 4, -2),
  );
  return [
    ...[part, encodeURIComponent(part)],
    ...[...encoded, ...encoded.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))],
    ...[wide.toString('latin1'), Buffer.from(wide).swap16().toString('latin1')],
    Buffer.from(part).toString('hex'),
  ];
}
