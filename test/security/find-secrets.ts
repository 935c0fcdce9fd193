import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Those of the secrets that a text holds: whole, by their first hundred characters (a heap snapshot
 * cuts long texts), as base64 or as UTF-16. The text is read as latin1, a character a byte.
 */
export function holdsSecret(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => {
    const start = secret.slice(0, 100);
    const forms = [
      start,
      Buffer.from(start, 'utf8').toString('base64').slice(0, 120).replace(/=+$/, ''),
      Buffer.from(start, 'utf16le').toString('latin1'),
      encodeURIComponent(start),
    ];
    return forms.some((form) => text.includes(form));
  });
}
