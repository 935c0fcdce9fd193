import { describe, expect, it } from 'vitest';
import type { PartOutcome } from '../../../../src-main/graph/batch-parts';
import type { GraphAnswer } from '../../../../src-main/graph/graph-error';
import type { Motion } from '../../../../src-main/rollout/engine';
import { refusalOf, settleParts } from '../../../../src-main/rollout/lot-outcome';
import type { StepItem } from '../../../../shared/plan/step';

const motion = {
  step: { id: 's03', kind: 'perUserMfa.set', scopes: ['Policy.ReadWrite.AuthenticationMethod'] },
  direction: 'forward',
} as unknown as Motion;
const item = { userId: 'a' } as StepItem;

function answer(status: number, code: string): GraphAnswer {
  return { status, json: { error: { code } }, headers: {}, text: '' };
}

describe.each([
  [401, 'InvalidAuthenticationToken', 'step/await-auth', 'deferred'],
  [403, 'insufficient_claims', 'step/await-auth', 'deferred'],
  [403, 'Authorization_RequestDenied', 'step/refused', 'rejected'],
])('%i %s', (status, code, whole, one) => {
  it('turns down a lot, and puts off or refuses one person of it', () => {
    const given = answer(status, code);
    expect(refusalOf(motion, given)?.code).toBe(whole);
    const { entries } = settleParts(motion, [item], [{ kind: 'answer', answer: given }], {
      ...{ answer: given, clientRequestId: 'c', attempt: 1, serverTime: 0, now: 0 },
    });
    expect(entries.map((entry) => entry.type)).toEqual([one]);
  });
});

describe('what is kept of each part of a lot', () => {
  const whole = {
    ...answer(200, ''),
    headers: { 'request-id': 'whole', date: 'Sun, 22 Nov 2026 12:00:00 GMT' },
  };
  const sent = { answer: whole, clientRequestId: 'ours', attempt: 1, serverTime: 0, now: 0 };
  const inError = { code: 'Some', innerError: { 'request-id': 'error' } };
  const parts: readonly PartOutcome[] = [
    { kind: 'answer', answer: { ...answer(204, ''), headers: { 'request-id': 'part' } } },
    { kind: 'answer', answer: { ...answer(403, ''), json: { error: inError } } },
    { kind: 'answer', answer: answer(429, 'TooManyRequests') },
    { kind: 'missing' },
  ];

  it('is its own id, or that of the call it came in; and ours', () => {
    const people = parts.map((_, n) => ({ userId: String(n) }) as StepItem);
    const { entries } = settleParts(motion, people, parts, sent);
    expect(entries.map(({ type, body }) => [type, body['requestId']])).toEqual([
      ['acked', 'part'],
      ['rejected', 'error'],
      ['deferred', 'whole'],
      ['unknown', 'whole'],
    ]);
    for (const { body } of entries) {
      expect(body).toMatchObject({ clientRequestId: 'ours', date: whole.headers.date });
    }
  });

  it('is when all that was put off is sent again: after the longest wait, told alike', () => {
    const throttled = (seconds: string): PartOutcome => ({
      kind: 'answer',
      answer: { ...answer(429, 'TooManyRequests'), headers: { 'retry-after': seconds } },
    });
    const lot = [throttled('5'), throttled('60'), throttled('20')];
    const people = lot.map((_, n) => ({ userId: String(n) }) as StepItem);
    const { entries, waitMs } = settleParts(motion, people, lot, sent);
    expect(waitMs).toBe(60_000);
    for (const { type, body } of entries) {
      expect(type).toBe('deferred');
      expect(body['failure']).toMatchObject({
        ...{ code: 'step/put-off', values: { status: '429', until: '1970-01-01T00:01:00.000Z' } },
      });
    }
  });
});

describe('a write to a person that was certainly not carried out', () => {
  const later = { 'retry-after': '7' };
  const put = (status: number, code: string, headers = {}): GraphAnswer => ({
    ...answer(status, code),
    headers,
  });
  const settle = (kind: string, given: GraphAnswer, attempt = 1) =>
    settleParts(
      { ...motion, step: { ...motion.step, kind } } as Motion,
      [item],
      [{ kind: 'answer', answer: given }],
      { answer: given, clientRequestId: 'c', attempt, serverTime: 0, now: 0 },
    );

  it.each([
    ['perUserMfa.set', put(409, 'Directory_ConcurrencyViolation'), 1_000, 'concurrent'],
    ['group.add', put(409, 'Directory_ConcurrencyViolation', later), 7_000, 'concurrent'],
    ['group.remove', put(412, 'ConcurrencyError'), 1_000, 'concurrent'],
    ['perUserMfa.set', put(503, 'ServiceUnavailable', later), 7_000, 'busy'],
    ['group.add', put(503, 'ServiceUnavailable', later), 7_000, 'busy'],
  ])('%s: is put off, and nobody has failed (%#)', (kind, given, afterMs, why) => {
    const { entries, waitMs } = settle(kind, given);
    expect(entries).toMatchObject([{ type: 'deferred', body: { failure: { values: { why } } } }]);
    expect(waitMs).toBe(afterMs);
    expect(refusalOf({ ...motion, step: { ...motion.step, kind } } as Motion, given)).toBeNull();
  });

  it('waits longer each time where no time is named', () => {
    const given = put(409, 'Directory_ConcurrencyViolation');
    const waits = [1, 2, 3].map((attempt) => settle('perUserMfa.set', given, attempt).waitMs);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it.each([
    ['a removal, which is no PATCH', 'group.remove', put(503, 'ServiceUnavailable', later)],
    ['without a time', 'group.add', put(503, 'ServiceUnavailable')],
    ['of a gateway', 'group.add', { ...put(503, '', later), json: undefined }],
  ])('is read for after a 503 that does not say so: %s', (_, kind, given) => {
    expect(settle(kind, given).entries).toMatchObject([{ type: 'unknown' }]);
  });

  it('is somebody else’s change after a 412', () => {
    expect(settle('perUserMfa.set', put(412, 'PreconditionFailed')).entries).toMatchObject([
      { type: 'drift' },
    ]);
  });
});
