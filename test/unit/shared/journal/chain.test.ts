import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainEntry, entryHash, entryText, findBreak } from '../../../../shared/journal/chain';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const planHash = 'a'.repeat(64);

function chain(count: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let seq = 0; seq < count; seq += 1) {
    const prev = entries.at(-1)?.hash ?? planHash;
    const draft = { type: 'note' as const, stepId: null, item: null, at: 'now', body: { seq } };
    entries.push(chainEntry(draft, { rolloutId: 'r', seq, prev }, sha256));
  }
  return entries;
}

describe('the chain of a journal', () => {
  it('is what a person can compute with any SHA-256 tool', () => {
    const [first] = chain(1);
    const text =
      '{"at":"now","body":{"seq":0},"item":null,"rolloutId":"r","seq":0,"stepId":null,"type":"note"}';
    expect(first && entryText(first)).toBe(text);
    expect(first?.hash).toBe(sha256(`${planHash}\n${text}`));
    expect(entryHash(planHash, text, sha256)).toBe(first?.hash);
  });

  it('holds as it was made, and for no other plan', () => {
    expect(findBreak(chain(5), planHash, sha256)).toBeNull();
    expect(findBreak(chain(5), 'b'.repeat(64), sha256)).toBe(0);
    expect(findBreak([], planHash, sha256)).toBeNull();
  });

  it('breaks at the entry that was changed, moved, left out or linked to another', () => {
    const entries = chain(5);
    const changed = entries.map((one) => (one.seq === 3 ? { ...one, type: 'done' as const } : one));
    expect(findBreak(changed, planHash, sha256)).toBe(3);
    const [a, b, c, d, e] = entries as [
      JournalEntry,
      JournalEntry,
      JournalEntry,
      JournalEntry,
      JournalEntry,
    ];
    expect(findBreak([a, b, d, c, e], planHash, sha256)).toBe(2);
    expect(findBreak([a, b, d, e], planHash, sha256)).toBe(2);
    expect(findBreak([b, c, d, e], planHash, sha256)).toBe(0);
    // Well hashed, but after something else than what stands before it.
    const { prev: _prev, hash: _hash, rolloutId, seq, ...draft } = c;
    const elsewhere = chainEntry(
      { ...draft, body: { seq: 2 } },
      { rolloutId, seq, prev: a.hash },
      sha256,
    );
    expect(findBreak([a, b, elsewhere], planHash, sha256)).toBe(2);
  });
});
