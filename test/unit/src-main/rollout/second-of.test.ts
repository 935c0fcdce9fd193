import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import { secondOf } from '../../../../src-main/rollout/second-approval';

describe('a second approval', () => {
  const day = 86_400_000;
  const now = Date.parse('2026-11-29T12:00:00Z');
  const entry = (body: JournalEntry['body'], agoMs = 0, seq = 1): JournalEntry => ({
    ...{ type: 'approved', rolloutId: 'r', seq, stepId: null, item: null, prev: '', hash: '' },
    at: new Date(now - agoMs).toISOString(),
    body: { planHash: 'a', for: 'second', account: 'second', by: 'Bea', ...body },
  });
  const drift: JournalEntry = { ...entry({}), type: 'drift' };
  const found = (...entries: readonly JournalEntry[]) =>
    secondOf({ plan: { planHash: 'a' }, entries }, 'First', now, 'apply')?.account;

  it('counts for a week', () => {
    expect(found(entry({}, 7 * day))).toBe('second');
    expect(found(drift, entry({}, 0, 2))).toBe('second');
    expect(found(entry({ account: 'third' }), entry({}))).toBe('second');
  });

  it.each([
    ['by the same account', [entry({ account: 'first' })]],
    ['by nobody', [entry({ account: null })]],
    ['for another plan', [entry({ planHash: 'b' })]],
    ['for going back', [entry({ way: 'rollBack' })]],
    ['by a first person', [entry({ for: 'apply', second: 'second' })]],
    ['from over a week ago', [entry({}, 7 * day + 1)]],
    ['from tomorrow', [entry({}, -day)]],
    ['from no time at all', [{ ...entry({}), at: 'soon' }]],
    ['from before a change in the tenant', [entry({}, 0, 1), { ...drift, seq: 2 }]],
  ])('does not count %s', (_, entries) => {
    expect(found(...entries)).toBeUndefined();
  });
});
