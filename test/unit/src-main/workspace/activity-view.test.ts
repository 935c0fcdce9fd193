import { expect, test } from 'vitest';
import { exportedThings } from '../../../../shared/access/access-bodies';
import type { AccessEntry } from '../../../../shared/access/access-entry';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { messageText } from '../../../../shared/i18n/message-text';
import { accessRow } from '../../../../src-main/workspace/access-row';
import { activityTable } from '../../../../src-main/workspace/activity-table';
import { activityPage } from '../../../../src-main/workspace/activity-view';
import { mergeLogs } from '../../../../src-main/workspace/merge-logs';
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

const accessAt = (at: string, kind: string, body: AccessEntry['body']): AccessEntry => ({
  ...{ seq: 3, kind, at, body },
  ...{ prev: '', hash: '' },
});

test('sign-ins and exports stand between the entries by time, and neither order is given up', () => {
  const at = (time: string): AccessEntry => accessAt(time, 'signIn', {});
  const [first, second] = [entries[0]?.at ?? '', entries[1]?.at ?? ''];
  expect(first < second || first === second).toBe(true);
  const merged = mergeLogs(entries, [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')]);
  expect([merged.length, 'kind' in (merged[0] ?? {}), 'kind' in (merged.at(-1) ?? {})]).toEqual([
    ...[entries.length + 2, true, true],
  ]);
  // A clock that was set back changes no order within a chain.
  const odd = [at('2027-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z')];
  expect(mergeLogs(entries, odd).filter((one) => 'kind' in one)).toEqual(odd);
  expect(mergeLogs(entries, odd).filter((one) => !('kind' in one))).toEqual(entries);
});

test('a filter of their own leaves sign-ins and exports, found by account and file', () => {
  const signIn = accessAt('2026-11-22T11:00:00Z', 'signIn', {
    ...{ by: 'gaa@kestrel.example', as: 'first', isKept: true, tenant: 'tenant-id' },
  });
  const files = [{ name: 'report.html', sha256: 'a'.repeat(64) }];
  const made = accessAt('2026-11-22T13:00:00Z', 'export', { what: 'reports', files });
  const merged = mergeLogs(entries, [signIn, made]);
  const { rows, total } = activityPage(plan, merged, { ...all, show: 'access' });
  expect(total).toBe(2);
  expect(rows.map(({ chain, text, who, object }) => [chain, text.key, who, object])).toEqual([
    ['access', 'activity_signed_in_kept', 'gaa@kestrel.example', 'tenant-id'],
    ['access', 'activity_exported_plan_names', null, 'report.html'],
  ]);
  expect(activityPage(plan, merged, { ...all, search: 'REPORT.HTML' }).total).toBe(1);
  expect(activityPage(plan, merged, { ...all, show: 'problems' }).total).toBe(2);
  expect(activityPage(null, [signIn], all).rows).toHaveLength(1);
});

test('every text of a sign-in or an export is in both catalogues', () => {
  const bodies: [string, AccessEntry['body']][] = [
    ...([{}, { isKept: true }, { as: 'second' }, { from: 'cli' }] as const).map(
      (body): [string, AccessEntry['body']] => ['signIn', body],
    ),
    ['signIn', { from: 'cli', permission: 'read' }],
    ...exportedThings.flatMap((what): [string, AccessEntry['body']][] => [
      ['export', { what }],
      ['export', { what, namesHidden: true }],
    ]),
    ...[['permission', {}] as [string, object], ['later', {}] as [string, object]].map(
      ([kind]): [string, AccessEntry['body']] => [kind, {}],
    ),
  ];
  for (const [kind, body] of bodies) {
    const { text } = accessRow(accessAt('x', kind, body));
    for (const language of ['en', 'ja'] as const) {
      expect(messageText(text.key, {}, language), text.key).toMatch(/\S/);
    }
  }
});

test('what leaves of a sign-in or an export names nobody, and the plan’s file no tenant', () => {
  const by = 'stranger@elsewhere.example';
  const signIn = accessAt('x', 'signIn', { by, tenant: plan.tenant.id });
  const files = ['report.html', `${plan.tenant.primaryDomain}-1234abcd.causeway`];
  const made = accessAt('x', 'export', {
    ...{ by: operator, what: 'reports', files: files.map((name) => ({ name })) },
  });
  const { rows } = activityPage(plan, [signIn, made], all);
  const table = activityTable(plan, rows, 'en');
  const text = JSON.stringify(table);
  for (const told of [by, operator, plan.tenant.id, plan.tenant.primaryDomain]) {
    expect(text).not.toContain(told);
  }
  expect(text).toContain('report.html, *.causeway');
  expect([...table.rows].map(([number]) => number)).toEqual(['A3', 'A3']);
  expect(JSON.stringify(activityTable(null, rows, 'ja'))).not.toContain(operator);
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
