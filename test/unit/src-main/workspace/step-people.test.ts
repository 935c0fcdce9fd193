import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import { stepPeople, stepPeoplePage } from '../../../../src-main/workspace/step-people';
import { halfWay } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const whole = halfWay(plan);
const all = { show: 'all', search: '', offset: 0, limit: 200 } as const;

test('done is who was read back; accepted and sent still wait', () => {
  const states = Object.fromEntries(whole.rows.map((row) => [row.state, row.result]));
  expect(states).toEqual({
    ...{ verified: 'done', acked: 'waiting', pending: 'waiting' },
    ...{ unknown: 'unknown', failed: 'failed', skipped: 'left' },
  });
  const { counts } = stepPeoplePage(whole, all);
  expect(counts.done).toBe(whole.rows.filter(({ state }) => state === 'verified').length);
  expect(counts.done + counts.waiting + counts.failed + counts.unknown + counts.left).toBe(
    counts.all,
  );
});

test('a refusal says why, and who was left out for what reason', () => {
  expect(whole.rows.find(({ result }) => result === 'failed')?.failure).toMatchObject({
    code: 'step/refused',
    values: { status: '403', code: 'Authorization_RequestDenied', why: 'role' },
  });
  expect(whole.rows.find(({ result }) => result === 'left')?.why).toBe('disabled');
});

test('another value that was read back is no refusal', () => {
  const step = plan.steps.find((one) => one.kind === 'group.add' && one.ring === 2);
  const id = step?.items?.[0]?.userId ?? null;
  if (step === undefined || id === null) throw new Error('no step');
  const entry = (type: JournalEntry['type'], body: JournalEntry['body']): JournalEntry => ({
    ...{ rolloutId: 'r1', seq: 0, type, stepId: step.id, item: id, at: '2026-11-22T12:05:00Z' },
    ...{ body: { dir: 'forward', ...body }, prev: '', hash: '' },
  });
  const { rows } = stepPeople(plan, step, [entry('acked', {}), entry('drift', {})]);
  expect(rows[0]).toMatchObject({ id, state: 'failed', failure: null });
});

test('a window of what filter and search leave, counted over everybody', () => {
  const page = stepPeoplePage(whole, { ...all, show: 'waiting', offset: 1, limit: 2 });
  expect([page.rows.length, page.total]).toEqual([2, page.counts.waiting]);
  const [first] = whole.rows;
  const found = stepPeoplePage(whole, { ...all, search: first?.upn.toUpperCase() ?? '' });
  expect(found.rows).toEqual([first]);
  expect(found.counts.all).toBe(whole.rows.length);
});

test('on the way back only those whom the step had changed are listed, the other way round', () => {
  const step = plan.steps.find((one) => one.kind === 'group.add' && one.ring === 2);
  if (step === undefined) throw new Error('no step');
  const [a = '', b = ''] = (step.items ?? []).map(({ userId }) => userId);
  const entry = (
    type: JournalEntry['type'],
    item: string | null,
    dir: 'forward' | 'back',
  ): JournalEntry => ({
    ...{ rolloutId: 'r1', seq: 0, type, stepId: step.id, item, at: '2026-11-22T12:05:00Z' },
    ...{ body: { dir }, prev: '', hash: '' },
  });
  const back = stepPeople(plan, step, [
    ...[a, b].flatMap((id) => [entry('acked', id, 'forward'), entry('verified', id, 'forward')]),
    entry('preflight', null, 'back'),
    entry('acked', a, 'back'),
    entry('verified', a, 'back'),
  ]);
  expect(back.isGoingBack).toBe(true);
  expect(back.rows.map(({ id, from, to, result }) => [id, from, to, result])).toEqual([
    [a, 'member', 'notMember', 'done'],
    [b, 'member', 'notMember', 'waiting'],
  ]);
});

test('taken back alone can only be whom the step changed, and only once', () => {
  const step = plan.steps.find((one) => one.kind === 'group.add' && one.ring === 2);
  if (step === undefined) throw new Error('no step');
  const [a = '', b = '', c = ''] = (step.items ?? []).map(({ userId }) => userId);
  const entry = (
    type: JournalEntry['type'],
    item: string,
    body: JournalEntry['body'] = {},
  ): JournalEntry => ({
    ...{ rolloutId: 'r1', seq: 0, type, stepId: step.id, item, at: '2026-11-22T12:05:00Z' },
    ...{ body: { dir: 'forward', ...body }, prev: '', hash: '' },
  });
  const { rows } = stepPeople(plan, step, [
    ...[a, b].flatMap((id) => [entry('sent', id), entry('acked', id), entry('verified', id)]),
    // Found as planned: nothing was sent.
    ...[entry('observed', c), entry('verified', c)],
    entry('skipped', b, { why: 'takenBack' }),
  ]);
  expect(rows.slice(0, 4).map(({ state, canGoBack }) => [state, canGoBack])).toEqual([
    ['verified', true],
    ['skipped', false],
    ['verified', false],
    ['pending', false],
  ]);
  expect([rows[0], rows[1]].map((row) => [row?.from, row?.to])).toEqual([
    ['notMember', 'member'],
    ['member', 'notMember'],
  ]);
});
