import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { Json } from '../../../../shared/json';
import { err, ok } from '../../../../shared/result';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { sinceLastOpening, type OpeningFacts } from '../../../../src-main/workspace/last-opening';

const monday = '2026-11-23T09:00:00.000Z';
const thursday = '2026-11-26T08:30:00.000Z';

function aStore() {
  const kept = new Map<string, Json>();
  const get = (key: string): Json | null => kept.get(key) ?? null;
  const set = (key: string, value: Json) => {
    kept.set(key, value);
    return ok(undefined);
  };
  return { settings: { get, set }, kept };
}

const rowsOf = (capable: readonly (boolean | null)[]) =>
  capable.map((isMfaCapable, n) => ({
    ...{ id: `u${n}`, userPrincipalName: null, methodsRegistered: null, isSsprEnabled: null },
    ...{ userPreferredMethodForSecondaryAuthentication: null, lastUpdatedDateTime: null },
    isMfaCapable,
  }));

function opening(at: string, change: Partial<OpeningFacts> = {}): OpeningFacts {
  return {
    at,
    plan: { hash: 'a'.repeat(64), done: 3, total: 9 },
    snapshot: { takenAt: monday, registration: read(rowsOf([true, false])) },
    nextDate: '2027-02-01',
    isReadingOld: false,
    ...change,
  };
}

describe('what has happened since a plan was opened last', () => {
  it('is nothing on the first opening', () => {
    expect(sinceLastOpening(aStore(), opening(monday))).toEqual(ok(null));
  });

  it('tells steps, people, the date and the reading, then and now', () => {
    const store = aStore();
    sinceLastOpening(store, opening(monday));
    const snapshot = { takenAt: thursday, registration: read(rowsOf([true, true])) };
    const plan = { hash: 'a'.repeat(64), done: 5, total: 9 };
    expect(sinceLastOpening(store, opening(thursday, { plan, snapshot }))).toEqual(
      ok({
        at: monday,
        steps: { before: 3, now: 5, of: 9 },
        registered: { before: 1, now: 2 },
        next: { date: '2027-02-01', before: 70, now: 67 },
        read: { before: monday, now: thursday },
        isReadingOld: false,
      }),
    );
  });

  it.each([
    ['another plan has been approved', { plan: { hash: 'b'.repeat(64), done: 5, total: 9 } }],
    ['no plan is approved any more', { plan: null }],
  ])('compares no steps where %s', (_, change) => {
    const store = aStore();
    sinceLastOpening(store, opening(monday));
    expect(sinceLastOpening(store, opening(thursday, change))).toMatchObject({
      value: { at: monday, steps: null },
    });
  });

  it.each([
    ['a report that does not tell of somebody', read(rowsOf([true, null]))],
    ['a report that could not be read', unread('refused')],
  ])('leaves the people out with %s', (_, registration) => {
    const store = aStore();
    sinceLastOpening(store, opening(monday));
    const snapshot = { takenAt: thursday, registration };
    expect(sinceLastOpening(store, opening(thursday, { snapshot }))).toMatchObject({
      value: { registered: null, read: { now: thursday } },
    });
  });

  it('says nothing within the hour, and compares with the earlier opening afterwards', () => {
    const store = aStore();
    sinceLastOpening(store, opening(monday));
    expect(sinceLastOpening(store, opening('2026-11-23T09:59:59.000Z'))).toEqual(ok(null));
    expect(sinceLastOpening(store, opening('2026-11-23T10:00:00.000Z'))).toMatchObject({
      value: { at: monday },
    });
  });

  it('says nothing after a clock went back, and believes it from there on', () => {
    const store = aStore();
    sinceLastOpening(store, opening(thursday));
    expect(sinceLastOpening(store, opening(monday))).toEqual(ok(null));
    expect(sinceLastOpening(store, opening('2026-11-24T09:00:00.000Z'))).toMatchObject({
      value: { at: monday },
    });
  });

  it('takes what it cannot read for no opening', () => {
    const store = aStore();
    store.kept.set('lastOpening', { at: 'yesterday' });
    expect(sinceLastOpening(store, opening(thursday))).toEqual(ok(null));
    expect(store.kept.get('lastOpening')).toMatchObject({ at: thursday, registered: 1 });
  });

  it('answers that it could not be kept', () => {
    const set = () => err(failure('store/unwritable', { path: '–' }));
    const store = { settings: { get: () => null, set } };
    expect(sinceLastOpening(store, opening(monday))).toMatchObject({ ok: false });
  });
});
