import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import { approvalOf } from '../../../../src-main/rollout/approval';
import type { Engine } from '../../../../src-main/rollout/engine';

const day = 86_400_000;
const now = Date.parse('2026-11-29T12:00:00Z');
type Body = JournalEntry['body'];

const entry = (type: JournalEntry['type'], body: Body, agoMs = 0): JournalEntry => ({
  ...{ type, rolloutId: 'r', seq: 0, stepId: null, item: null, prev: '', hash: '' },
  ...{ at: new Date(now - agoMs).toISOString(), body },
});
const given = (body: Body = {}, agoMs = 0): JournalEntry =>
  entry('approved', { planHash: 'a', for: 'apply', account: 'first', ...body }, agoMs);

interface Asked {
  readonly entries: readonly JournalEntry[];
  readonly direction?: 'forward' | 'back';
  readonly people?: 1 | 2;
  readonly isPreApproved?: boolean;
  /** Ids of requests to stop. */
  readonly stops?: readonly number[];
}

/** Why the approval of such a journal does not stand; undefined: it does. */
function refusal({ entries, direction = 'forward', people = 1, stops = [], ...need }: Asked) {
  const engine = {
    plan: { planHash: 'a', choices: { approvals: { value: people } }, steps: [] },
    log: { entries: entries.map((one, seq) => ({ ...one, seq })), rolloutId: 'r' },
    store: {
      journal: { stopRequests: (_: string, seen: number) => stops.filter((id) => id > seen) },
    },
  } as unknown as Engine;
  const found = approvalOf(engine, now, direction, { isPreApproved: false, ...need });
  return found === null ? undefined : [found.code, found.values['why']];
}

describe('an approval', () => {
  it('stands for seven days', () => {
    expect(refusal({ entries: [given({}, 7 * day)] })).toBeUndefined();
    expect(refusal({ entries: [given({}, 7 * day + 1)] })).toEqual(['plan/not-approved', 'age']);
  });

  it('is for one hash, and somebody has to have given it', () => {
    expect(refusal({ entries: [] })?.[0]).toBe('plan/not-approved');
    expect(refusal({ entries: [given({ planHash: 'b' })] })?.[0]).toBe('plan/not-approved');
    expect(refusal({ entries: [given({ for: 'second' })] })?.[0]).toBe('plan/not-approved');
    expect(refusal({ entries: [given({ for: 'rollBack' })] })?.[0]).toBe('plan/not-approved');
  });

  it('ends with drift, though not with one person’s', () => {
    const drift = entry('drift', {});
    expect(refusal({ entries: [given(), drift] })).toEqual(['plan/not-approved', 'drift']);
    expect(refusal({ entries: [drift, given()] })).toBeUndefined();
    expect(refusal({ entries: [given(), { ...drift, item: 'u' }] })).toBeUndefined();
  });

  it('ends for going on with an emergency stop, or the request for one', () => {
    const entries = [given(), entry('emergency', {})];
    expect(refusal({ entries })).toEqual(['plan/not-approved', 'stop']);
    expect(refusal({ entries, direction: 'back' })).toBeUndefined();
    expect(refusal({ entries: [given()], stops: [1] })).toEqual(['step/cancelled', 'stop']);
    expect(refusal({ entries: [given({ stopSeen: 1 })], stops: [1] })).toBeUndefined();
  });

  it('names another second person where two are asked', () => {
    const people = 2;
    const by = (second: string | null) => [given(second === null ? {} : { second })];
    expect(refusal({ people, entries: by('second') })).toBeUndefined();
    expect(refusal({ people, entries: by('first') })?.[0]).toBe('plan/second-approval');
    expect(refusal({ people, entries: by(null) })?.[0]).toBe('plan/second-approval');
  });

  it('of two people to going on is none to taking back', () => {
    const asked = { people: 2, direction: 'back' } as const;
    const on = given({ second: 'second' });
    expect(refusal({ ...asked, entries: [on] })?.[0]).toBe('plan/second-approval');
    const back = given({ for: 'rollBack', second: 'second' });
    expect(refusal({ ...asked, entries: [on, back] })).toBeUndefined();
    // What was approved with going on, a half-done switch taken back: by the same two.
    expect(refusal({ ...asked, isPreApproved: true, entries: [on] })).toBeUndefined();
    expect(refusal({ ...asked, isPreApproved: true, entries: [given()] })?.[0]).toBe(
      'plan/second-approval',
    );
    // What a stop gives back to people waits for nobody.
    expect(refusal({ ...asked, entries: [on, given({ how: 'stop' })] })).toBeUndefined();
  });
});
