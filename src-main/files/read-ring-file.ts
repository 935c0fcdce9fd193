import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { readBounded } from './read-untrusted';

const mostBytes = 32_000_000;

/**
 * The text of a list of people from outside. Spreadsheets write it as UTF-8, as UTF-16 with a mark,
 * or in Japanese Windows as Shift_JIS. Failures: file/not-found, file/unreadable, file/too-large,
 * file/invalid where it is none of these.
 */
export async function readRingFile(path: string): Promise<Result<string, Failure>> {
  const bytes = await readBounded(path, mostBytes);
  if (!bytes.ok) return bytes;
  const [first, second] = bytes.value;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encodings = isWide ? [first === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'shift_jis'];
  for (const encoding of encodings) {
    const text = decoded(bytes.value, encoding);
    // A workbook or a picture decodes as something; no list holds zero characters.
    if (text !== null && !text.includes('\0')) return ok(text);
  }
  return err(failure('file/invalid', { file: path, place: '–', expected: 'user_and_ring' }));
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
