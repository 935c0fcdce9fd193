import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { activityTable } from '../../../../src-main/workspace/activity-table';
import { activityPage } from '../../../../src-main/workspace/activity-view';
import { halfWayEntries } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const entries = halfWayEntries(plan);
const all = { show: 'all', search: '', offset: 0, limit: 500 } as const;
const operator = plan.people.find(({ id }) => id === plan.operatorId)?.upn ?? '';

test('an entry is of whoever said to go on last, and names the person it is about', () => {
  const { rows, total } = activityPage(plan, entries, all);
  expect(total).toBe(entries.length);
  expect(new Set(rows.map(({ who }) => who))).toEqual(new Set([operator]));
  const verified = rows.find(({ type }) => type === 'verified');
  const person = plan.people.find(({ id }) => id === verified?.person);
  expect(verified?.object).toBe(person?.upn);
  expect(verified?.change).toEqual({ from: 'notMember', to: 'member', kind: 'item' });
});

test('a second yes names nobody for what comes after it', () => {
  const [first] = entries;
  if (first === undefined) throw new Error('no entry');
  const second: JournalEntry = {
    ...{ ...first, seq: 10_000, type: 'approved', stepId: null, item: null },
    body: { for: 'second', by: 'second@elsewhere.example' },
  };
  const after: JournalEntry = { ...first, seq: 10_001, type: 'note', body: { what: 'rolledBack' } };
  const { rows } = activityPage(plan, [...entries, second, after], { ...all, limit: 20_000 });
  expect(rows.slice(-2).map(({ who }) => who)).toEqual(['second@elsewhere.example', operator]);
});

test('a lot in which people differ shows nobody’s old and new as everybody’s', () => {
  const acked = entries.find(({ type, stepId }) => type === 'acked' && stepId !== null);
  const step = plan.steps.find(({ id }) => id === acked?.stepId);
  const [one, ...others] = step?.items ?? [];
  if (acked === undefined || step === undefined || one === undefined) throw new Error('no lot');
  const items = [{ ...one, prior: 'other' }, ...others];
  const mixed = {
    ...plan,
    steps: plan.steps.map((each) => (each === step ? { ...step, items } : each)),
  } as typeof plan;
  const lot: JournalEntry = { ...acked, item: null };
  const own: JournalEntry = { ...acked, item: one.userId };
  const changes = (of: typeof plan) =>
    activityPage(of, [lot, own], all).rows.map(({ change }) => change?.from ?? null);
  expect(changes(plan)).toEqual([one.prior, one.prior]);
  expect(changes(mixed)).toEqual([null, 'other']);
});

test('on the way back old and new change places', () => {
  const [entry] = entries.filter(({ type }) => type === 'acked');
  if (entry === undefined) throw new Error('no entry');
  const back: JournalEntry = { ...entry, body: { ...entry.body, dir: 'back' } };
  const { rows } = activityPage(plan, [back], all);
  expect(rows[0]?.change).toEqual({ from: 'member', to: 'notMember', kind: 'item' });
});

test('a filter leaves entries of its kind, a search those that hold the text', () => {
  const problems = activityPage(plan, entries, { ...all, show: 'problems' });
  expect(problems.rows.map(({ type }) => type)).toEqual(['unknown', 'rejected']);
  const one = activityPage(plan, entries, { ...all, search: '５F1C0000', limit: 1 });
  expect([one.rows.length, one.total]).toEqual([1, 5]);
  expect(activityPage(plan, entries, { ...all, show: 'people' }).total).toBe(1);
});

test('the exported table holds nobody’s name, address or id', () => {
  const { rows } = activityPage(plan, entries, all);
  const table = activityTable(plan, rows, 'en');
  expect(table.rows).toHaveLength(entries.length);
  const text = JSON.stringify(table).toLowerCase();
  for (const { id, upn, name } of plan.people) {
    for (const told of [id, upn, name]) expect(text).not.toContain(told.toLowerCase());
  }
  expect(text).not.toContain(plan.tenant.primaryDomain);
  expect(text).toContain('5f1c0000-0000-4000-8000-000000000001');
  const acked = [...table.rows].find((row) => row[5] === 'Microsoft accepted the request');
  expect(acked?.slice(6, 9)).toEqual(['not in the group', 'in the group', '204']);
});

test('a refusal says what it is, without what it is about', () => {
  const values = { step: 's07', status: '403', code: 'Authorization_RequestDenied' };
  const refused: JournalEntry = {
    ...{ rolloutId: 'r1', seq: 0, type: 'rejected', stepId: null, item: null, prev: '', hash: '' },
    at: '2026-11-22T12:05:00Z',
    body: { status: 403, failure: { code: 'step/refused', values } },
  };
  const { rows } = activityPage(plan, [refused], all);
  const { what } = describeFailure({ code: 'step/refused', values: { step: 's07' } }, 'ja');
  const [row] = activityTable(plan, rows, 'ja').rows;
  expect(row?.[8]).toBe(`403 step/refused ${what}`);
  expect(what).toMatch(/s07.*[ぁ-ん]/);
});

test('words that people wrote and unknown accounts do not leave with it', () => {
  const note: JournalEntry = {
    ...{ rolloutId: 'r1', seq: 0, type: 'note', stepId: null, item: null, prev: '', hash: '' },
    at: '2026-11-22T12:05:00Z',
    body: { what: 'outsideWindow', by: 'stranger@elsewhere.example', reason: 'Ana is on leave' },
  };
  const { rows } = activityPage(plan, [note], all);
  expect(rows[0]?.who).toBe('stranger@elsewhere.example');
  const text = JSON.stringify(activityTable(plan, rows, 'ja'));
  expect(text).not.toMatch(/stranger|Ana/);
});
