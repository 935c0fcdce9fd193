import { accessText, type AccessEntry } from './access-entry';

/**
 * `causeway-access/1`: JSON lines as the journal's, of sign-ins and exports. They name accounts and
 * files, as they were recorded.
 */
export function accessRecord(
  entries: readonly AccessEntry[],
  brokenAt: number | null,
): readonly string[] {
  const header = {
    schema: 'causeway-access/1',
    hash: 'SHA-256 of prev, a line feed (0x0A) and text, all UTF-8, as lower-case hex; the first prev is the SHA-256 of causeway-access/1',
  };
  const lines = entries.map((entry, index) => {
    const { seq, prev, hash } = entry;
    const bad = index === brokenAt ? { bad: true } : {};
    return { seq, prev, hash, text: accessText(entry), ...bad };
  });
  const state = brokenAt === null ? 'intact' : brokenAt < entries.length ? 'broken' : 'short';
  const end = { end: true, entries: entries.length, state, firstBad: brokenAt };
  return [header, ...lines, end].map((line) => JSON.stringify(line));
}
