import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { chainEntry, entryText, findBreak } from '../../../../shared/journal/chain';
import { failureBody } from '../../../../shared/journal/entry-body';
import type { JournalEntry, JournalType } from '../../../../shared/journal/journal-entry';
import { countItems } from '../../../../shared/journal/item-counts';
import { stepStateOf } from '../../../../shared/journal/step-state';
import type { JsonObject } from '../../../../shared/json';
import { sha256 } from '../../../fixtures/stable-id';

type Said = readonly [JournalType, JsonObject?, string?];

function entriesOf(said: readonly Said[]): readonly JournalEntry[] {
  let prev = 'a'.repeat(64);
  return said.map(([type, body = {}, item = ''], seq) => {
    const draft = { type, stepId: 's01', item: item === '' ? null : item, at: `t${seq}`, body };
    const entry = chainEntry(draft, { rolloutId: 'r', seq, prev }, sha256);
    prev = entry.hash;
    return entry;
  });
}

const stateOf = (...said: readonly Said[]) => stepStateOf(entriesOf(said));
const back = { dir: 'back' };

describe('what is known of one person, told of the step', () => {
  const told = (code: 'step/put-off' | 'step/settling', why: string) => ({
    failure: failureBody(failure(code, { step: 's01', why })),
  });
  const doubted: Said = ['unknown', told('step/settling', 'silence'), 'a'];
  const later: Said = ['deferred', told('step/put-off', 'throttled'), 'b'];
  const open: readonly Said[] = [['sent', { items: ['a', 'b'] }]];

  it('is a doubt before a delay, in whichever order they came', () => {
    expect(stateOf(...open, later).failure?.code).toBe('step/put-off');
    expect(stateOf(...open, doubted, later).failure?.code).toBe('step/settling');
    expect(stateOf(...open, later, doubted).failure?.code).toBe('step/settling');
  });

  it('ends with the doubt: a reading settles it, and no delay', () => {
    const seen: Said = ['observed', { position: 'planned' }, 'a'];
    expect(stateOf(...open, doubted, seen).failure).toBeNull();
    expect(stateOf(...open, later, seen).failure?.code).toBe('step/put-off');
  });
});

describe('the state of a step', () => {
  it.each([
    [[], 'PENDING'],
    [[['preflight']], 'PREFLIGHT'],
    [[['preflight'], ['paused']], 'PAUSED'],
    [[['preflight'], ['intent']], 'INTENT'],
    [[['intent'], ['sent']], 'SENT'],
    [[['sent'], ['acked']], 'VERIFYING'],
    [[['sent'], ['rejected', { retry: true }]], 'INTENT'],
    [[['sent'], ['rejected', { retry: false }]], 'FAILED'],
    [[['sent'], ['unknown']], 'RESOLVE'],
    [[['unknown'], ['observed', { position: 'planned' }]], 'VERIFYING'],
    [[['unknown'], ['observed', { position: 'prior' }]], 'INTENT'],
    [[['unknown'], ['observed', { position: 'other' }]], 'DRIFT'],
    [[['unknown'], ['ask']], 'ASK'],
    [[['sent'], ['awaitAuth']], 'AWAIT_AUTH'],
    [[['intent'], ['drift', { prior: 1, planned: 2, now: 3 }]], 'DRIFT'],
    [[['verified'], ['done']], 'DONE'],
    [[['done'], ['preflight', back], ['sent', back], ['acked', back]], 'VERIFYING'],
    [[['done'], ['done', back]], 'ROLLED_BACK'],
    [[['done'], ['note'], ['recovered'], ['handover']], 'DONE'],
  ] as const)('%j is %s', (said, status) => {
    expect(stateOf(...(said as readonly Said[])).status).toBe(status);
  });

  it('knows what this rollout changed itself', () => {
    expect(stateOf(['sent'], ['acked'], ['done']).hasChanged).toBe(true);
    expect(stateOf(['sent'], ['unknown'], ['observed', { position: 'planned' }]).hasChanged).toBe(
      true,
    );
    // Found as planned without sending: somebody else's, never taken back.
    expect(stateOf(['intent'], ['observed', { position: 'planned' }], ['done']).hasChanged).toBe(
      false,
    );
    expect(stateOf(['sent'], ['acked'], ['done'], ['done', back]).hasChanged).toBe(false);
  });

  it('keeps the id of what was created, also when it was found again', () => {
    expect(stateOf(['sent'], ['acked', { objectId: 'x' }]).objectId).toBe('x');
    expect(
      stateOf(['sent'], ['unknown'], ['observed', { position: 'planned', objectId: 'y' }]).objectId,
    ).toBe('y');
  });

  it('allows one more sending of a create only after a person said so', () => {
    expect(stateOf(['sent'], ['unknown'], ['ask']).mayResend).toBe(false);
    expect(stateOf(['sent'], ['ask'], ['answered', { allow: 'resend' }]).mayResend).toBe(true);
    expect(stateOf(['ask'], ['answered', { allow: 'resend' }], ['sent']).mayResend).toBe(false);
  });

  it('follows every person of a step', () => {
    const state = stateOf(
      ['intent'],
      ['skipped', { why: 'cover:none' }, 'a'],
      ['skipped', { why: 'notApplicable' }, 'b'],
      ['observed', { position: 'planned' }, 'c'],
      ['sent', { items: ['d', 'e', 'f', 'g'] }],
      ['acked', {}, 'd'],
      ['deferred', {}, 'e'],
      ['unknown', {}, 'f'],
      ['rejected', {}, 'g'],
      ['verified', {}, 'd'],
    );
    expect(Object.fromEntries(state.items)).toEqual({
      ...{ a: 'skipped', b: 'notApplicable', c: 'acked', d: 'verified' },
      ...{ e: 'deferred', f: 'unknown', g: 'failed' },
    });
    expect([...state.changedItems]).toEqual(['d']);
    expect(countItems(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], state.items)).toEqual({
      ...{ total: 8, done: 1, waiting: 3, failed: 1, unknown: 1, skipped: 1, notApplicable: 1 },
    });
  });

  it('counts an unknown person found as planned as changed by us', () => {
    const said: readonly Said[] = [
      ['sent', { items: ['a'] }],
      ['unknown', {}, 'a'],
      ['observed', { position: 'planned' }, 'a'],
    ];
    expect([...stateOf(...said).changedItems]).toEqual(['a']);
    expect([
      ...stateOf(...said, ['done'], ['sent', { ...back, items: ['a'] }], ['acked', back, 'a'])
        .changedItems,
    ]).toEqual([]);
  });

  it('is open again where a stop undid it, and still knows what it changed', () => {
    const said: Said[] = [
      ['intent'],
      ['sent', { items: ['a', 'b'] }],
      ['acked', {}, 'a'],
      ['acked', {}, 'b'],
      ['done'],
      ['note', { what: 'reopened', items: ['a'] }],
    ];
    const state = stateOf(...said);
    expect(state.status).toBe('PENDING');
    expect([...state.items]).toEqual([
      ['a', 'pending'],
      ['b', 'acked'],
    ]);
    expect([...state.changedItems]).toEqual(['a', 'b']);
    expect(stateOf(...said, ['note', { what: 'other' }]).status).toBe('PENDING');
    expect(stateOf(['done'], ['note', { what: 'other' }]).status).toBe('DONE');
  });

  it('tries failed people again once the failed step is tried again', () => {
    const said: readonly Said[] = [
      ['sent', { items: ['a'] }],
      ['rejected', {}, 'a'],
      ['rejected', { retry: false }],
    ];
    expect(stateOf(...said).items.get('a')).toBe('failed');
    expect(stateOf(...said, ['preflight']).items.get('a')).toBe('pending');
  });
});

describe('the chain', () => {
  const entries = entriesOf([['approved'], ['intent', { a: 1 }], ['sent'], ['acked'], ['done']]);
  const first = 'a'.repeat(64);

  it('holds from the plan hash to the last entry', () => {
    expect(findBreak(entries, first, sha256)).toBeNull();
    expect(findBreak(entries, 'b'.repeat(64), sha256)).toBe(0);
    expect(findBreak([], first, sha256)).toBeNull();
  });

  it('breaks at every changed character of every entry, at every gap and swap', () => {
    for (const [index, entry] of entries.entries()) {
      for (const changed of [
        { ...entry, type: 'note' as const },
        { ...entry, at: `${entry.at}x` },
        { ...entry, body: { ...entry.body, extra: 1 } },
        { ...entry, stepId: 's02' },
        { ...entry, hash: 'c'.repeat(64) },
        { ...entry, prev: 'c'.repeat(64) },
        { ...entry, seq: entry.seq + 1 },
      ]) {
        expect(findBreak(entries.with(index, changed), first, sha256)).toBe(index);
      }
      if (index < entries.length - 1) {
        expect(findBreak(entries.toSpliced(index, 1), first, sha256)).toBe(index);
      }
    }
  });

  it('hashes a text that any tool can hash', () => {
    const [entry] = entries;
    if (entry === undefined) throw new Error('none');
    expect(entryText(entry)).toBe(
      '{"at":"t0","body":{},"item":null,"rolloutId":"r","seq":0,"stepId":"s01","type":"approved"}',
    );
    expect(entry.hash).toBe(sha256(`${first}\n${entryText(entry)}`));
  });
});
