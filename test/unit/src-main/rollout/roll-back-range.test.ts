import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalType } from '../../../../shared/journal/journal-entry';
import {
  openRange,
  startNote,
  type RollBackRange,
} from '../../../../src-main/rollout/roll-back-range';
import { isWholeRollBack } from '../../../../src-main/rollout/rollout-status';

const entry = (type: JournalType, body: JournalEntry['body']): JournalEntry => ({
  ...{ rolloutId: 'r', seq: 0, type, stepId: null, item: null, at: '', prev: '', hash: '' },
  body,
});
const start = (range: RollBackRange, from: string) =>
  entry('note', { ...startNote(range, from, 0, []).body });
const end = (from: string) => entry('note', { what: 'rolledBack', from });

describe('the range of a roll back that stopped', () => {
  it('is what it was asked for, until it says that it came to its end', () => {
    const ring = start({ toStep: null, ring: 2 }, 's30');
    const part = start({ toStep: 's20' }, 's21');
    expect(openRange([])).toBeNull();
    expect(openRange([ring])).toEqual({ toStep: null, ring: 2, from: 's30' });
    expect(openRange([ring, part])).toEqual({ toStep: 's20', from: 's21' });
    expect(openRange([start({ toStep: null }, 's01')])).toEqual({ toStep: null, from: 's01' });
    expect(openRange([part, end('s21')])).toBeNull();
  });

  it('outlives what is written meanwhile, a yes to go on that came to nothing among it', () => {
    const part = start({ toStep: 's20' }, 's21');
    const words = [
      entry('approved', { for: 'rollBack' }),
      entry('approved', { for: 'apply' }),
      entry('intent', { dir: 'back' }),
      entry('intent', { dir: 'forward', change: 'restore' }),
      entry('intent', { dir: 'forward', protects: true }),
      entry('done', { dir: 'back' }),
      entry('note', { what: 'reopened' }),
    ];
    expect(openRange([part, ...words])).toMatchObject({ toStep: 's20' });
  });

  it('ends where the plan goes forward again, and with an emergency stop', () => {
    const part = start({ toStep: 's20' }, 's21');
    expect(openRange([part, entry('intent', { dir: 'forward' })])).toBeNull();
    expect(openRange([part, entry('emergency', {})])).toBeNull();
  });

  it('does not begin anew what is all taken back', () => {
    const whole = start({ toStep: null }, 's01');
    expect(isWholeRollBack([whole, end('s01'), whole], 's01')).toBe(true);
    expect(isWholeRollBack([whole, end('s01'), whole, entry('done', {})], 's01')).toBe(false);
  });
});
