import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import type { GraphAnswer } from '../../../../src-main/graph/graph-error';
import { classifyAnswer as classify } from '../../../../src-main/rollout/classify-answer';

const change = { id: 's01', kind: 'systemPreferred.set', scopes: [''] } as unknown as Step;
const create = { id: 's02', kind: 'group.create', scopes: [''] } as unknown as Step;

const adding = { id: 's03', kind: 'group.add', scopes: [''] } as unknown as Step;
const removal = { id: 's04', kind: 'group.remove', scopes: [''] } as unknown as Step;

const now = Date.parse('2026-11-22T12:00:00Z');
const classifyAnswer = (step: Step, given: GraphAnswer, attempt: number) =>
  classify(step, given, attempt, now, 'p1');

function answer(status: number, json?: Json, headers: Record<string, string> = {}): GraphAnswer {
  return { status, json, headers, text: json === undefined ? '' : JSON.stringify(json) };
}
const refusal = (code: string): Json => ({ error: { code, message: '' } });
const page: GraphAnswer = { status: 200, json: undefined, headers: {}, text: '<html></html>' };

describe('what an answer to a change by id means', () => {
  it.each([200, 201, 202, 204])('%i, with or without a body: it was taken', (status) => {
    expect(classifyAnswer(change, answer(status), 1)).toEqual({ kind: 'acked', objectId: null });
    expect(classifyAnswer(change, answer(status, {}), 1).kind).toBe('acked');
  });

  it('200 with a page instead of JSON: nothing is known', () => {
    expect(classifyAnswer(change, page, 1)).toMatchObject({ kind: 'unknown', reason: 'not JSON' });
  });

  it('401: a person must sign in', () => {
    expect(classifyAnswer(change, answer(401, refusal('InvalidAuthenticationToken')), 1)).toEqual({
      ...{ kind: 'awaitAuth', failure: { code: 'step/await-auth', values: { step: 's01' } } },
    });
  });

  it('403 for want of claims: a person must sign in; any other 403 is a refusal', () => {
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' };
    const waits = {
      kind: 'awaitAuth',
      failure: { code: 'step/await-auth', values: { step: 's01', why: 'claims' } },
    };
    expect(classifyAnswer(change, answer(403, refusal('insufficient_claims')), 1)).toEqual(waits);
    const inHeader = answer(403, refusal('Forbidden'), challenge);
    expect(classifyAnswer(change, inHeader, 1)).toEqual(waits);
    const missing = answer(403, refusal('Authorization_RequestDenied'));
    expect(classifyAnswer(change, missing, 1).kind).toBe('rejected');
    const elsewhere = answer(400, refusal('BadRequest'), challenge);
    expect(classifyAnswer(change, elsewhere, 1).kind).toBe('rejected');
  });

  it('412: somebody else was there', () => {
    expect(classifyAnswer(change, answer(412, refusal('PreconditionFailed')), 1).kind).toBe(
      'drift',
    );
  });

  it('429: again, not before what it asks; without a word after 1, 2, 4 … seconds', () => {
    const throttled = answer(429, refusal('TooManyRequests'), { 'retry-after': '17' });
    expect(classifyAnswer(change, throttled, 1)).toEqual({ kind: 'retry', afterMs: 17_000 });
    const bare = answer(429, refusal('TooManyRequests'));
    expect([1, 2, 3].map((n) => classifyAnswer(change, bare, n))).toEqual(
      [1_000, 2_000, 4_000].map((afterMs) => ({ kind: 'retry', afterMs })),
    );
    const dated = { 'retry-after': 'Sun, 22 Nov 2026 12:02:00 GMT' };
    expect(classifyAnswer(change, answer(429, undefined, dated), 1)).toEqual({
      ...{ kind: 'retry', afterMs: 120_000 },
    });
  });

  it.each([400, 409, 412])('a concurrency error of the directory as %i: again', (status) => {
    const concurrent = answer(status, refusal('Directory_ConcurrencyViolation'));
    const times = [1, 2].map((attempt) => classifyAnswer(change, concurrent, attempt));
    expect(times).toEqual([1_000, 2_000].map((afterMs) => ({ kind: 'retry', afterMs })));
  });

  it('a server error that is called one: nothing is known', () => {
    const broken = answer(500, refusal('Directory_ConcurrencyViolation'));
    expect(classifyAnswer(change, broken, 1).kind).toBe('unknown');
  });

  it('503: again only as Graph’s own with Retry-After; a gateway’s may hide a write that arrived', () => {
    const headers = { 'retry-after': '4' };
    const own = answer(503, refusal('ServiceUnavailable'), headers);
    expect(classifyAnswer(change, own, 1)).toEqual({ kind: 'retry', afterMs: 4_000 });
    expect(classifyAnswer(change, answer(503, undefined, headers), 1).kind).toBe('unknown');
    expect(classifyAnswer(change, answer(503, refusal('ServiceUnavailable')), 1).kind).toBe(
      'unknown',
    );
    // Made already or not: a create is never sent again on anybody's word but a 429's.
    expect(classifyAnswer(create, own, 1).kind).toBe('unknown');
    // No PATCH: it is looked for first.
    expect(classifyAnswer(removal, own, 1).kind).toBe('unknown');
    expect(classifyAnswer(adding, own, 1)).toEqual({ kind: 'retry', afterMs: 4_000 });
  });

  it.each([400, 403, 404, 409, 422])('%i of Graph: refused', (status) => {
    expect(classifyAnswer(change, answer(status, refusal('Some_Code')), 1)).toMatchObject({
      kind: 'rejected',
      failure: { code: 'step/refused', values: { status: String(status), code: 'Some_Code' } },
    });
    // A proxy's page with such a status says nothing about the write.
    expect(classifyAnswer(change, answer(status), 1).kind).toBe('unknown');
  });

  it.each([302, 408, 418, 500, 502, 504, 599])('%i: nothing is known', (status) => {
    expect(classifyAnswer(change, answer(status, refusal('x')), 1).kind).toBe('unknown');
  });
});

describe('what an answer to a create means', () => {
  it('404: nothing is known, it names no object; other refusals are', () => {
    expect(classifyAnswer(create, answer(404, refusal('x')), 1).kind).toBe('unknown');
    expect(classifyAnswer(create, answer(409, refusal('x')), 1).kind).toBe('rejected');
  });

  it('201 with an id: it is there', () => {
    const made = answer(201, { id: 'ABCDEF00-0000-4000-8000-000000000001' });
    expect(classifyAnswer(create, made, 1)).toEqual({
      kind: 'acked',
      objectId: 'abcdef00-0000-4000-8000-000000000001',
    });
  });

  it('201 without a readable id: perhaps it is there (a status line that was cut)', () => {
    for (const cut of [
      answer(201),
      answer(201, {}),
      answer(201, { id: '' }),
      answer(201, { id: 7 }),
    ]) {
      expect(classifyAnswer(create, cut, 1)).toEqual({ kind: 'unknown', reason: 'no id' });
    }
  });

  it('a concurrency error: refused, for a person to send it again', () => {
    const concurrent = answer(409, refusal('Directory_ConcurrencyViolation'));
    expect(classifyAnswer(create, concurrent, 1).kind).toBe('rejected');
  });

  it('429: nothing was made, so it may be sent again', () => {
    expect(classifyAnswer(create, answer(429, refusal('TooManyRequests')), 1).kind).toBe('retry');
  });
});
