import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Recent, type RecentEntry } from '../../../../src-main/app/recent';
import { toRecentMenu } from '../../../../src-main/app/recent-menu';
import { newMeta, type WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';

const file = (path: string): RecentEntry => ({ kind: 'file', path });
const tenant = (id: string): RecentEntry => ({ kind: 'tenant', id });
const labels = (recent: Recent): string[] => recent.rows.map(({ label }) => label);

function open(kept: unknown = undefined) {
  const state = { kept, changes: 0 };
  const recent = new Recent(
    { read: () => state.kept, write: (value) => (state.kept = value) },
    () => (state.changes += 1),
  );
  return { recent, state };
}

function plan(id: string, over: Partial<WorkspaceMeta>): WorkspaceMeta {
  const base = { source: 'practice', scenario: 'bakery', cloud: 'global' } as const;
  return newMeta({ ...base, id, createdAt: '2026-01-01T00:00:00Z', ...over });
}

test('the newest comes first, each once, nine at most, and again after a restart', () => {
  const { recent, state } = open();
  for (let n = 0; n < 12; n += 1) recent.add(file(`/plans/${String(n)}.causeway`));
  recent.add(file('/plans/5.causeway'));
  const order = [5, 11, 10, 9, 8, 7, 6, 4, 3].map((n) => `${String(n)}.causeway`);
  expect(labels(recent)).toEqual(order);
  expect(labels(open(state.kept).recent)).toEqual(order);
});

test.each([7, { schema: 'causeway-recent/2', entries: [] }, { entries: [{ kind: 'file' }] }])(
  'a list of another shape (%j) is none',
  (kept) => expect(open(kept).recent.rows).toEqual([]),
);

test('what no list can hold is not listed, and the others stay', () => {
  const { recent, state } = open();
  recent.add(file('/a.causeway'));
  recent.add(file(`/${'x'.repeat(5_000)}.causeway`));
  expect(labels(open(state.kept).recent)).toEqual(['a.causeway']);
});

test('the same once more changes nothing; forgetting and clearing do', () => {
  const { recent, state } = open();
  recent.add(file('/a.causeway'));
  recent.add(file('/a.causeway'));
  expect(state.changes).toBe(1);
  expect(recent.forget(file('/b.causeway'))).toBe(false);
  expect(recent.forget(file('/a.causeway'))).toBe(true);
  recent.add(file('/b.causeway'));
  recent.clear();
  expect([recent.rows, state.kept]).toEqual([[], { schema: 'causeway-recent/1', entries: [] }]);
});

test('a tenant is called as its plan is now, and goes with it', () => {
  const { recent, state } = open();
  recent.add(tenant('a'));
  recent.add(tenant('b'));
  expect(recent.rows).toEqual([]);
  const signedIn = { id: 't', name: '', domain: 'contoso.com', account: 'a', pattern: 1 };
  recent.follow([
    plan('a', {}),
    plan('b', { source: 'https', scenario: null, tenant: signedIn as never }),
  ]);
  expect(recent.rows.map((row) => [row.label, row.isPractice])).toEqual([
    ['contoso.com', false],
    [expect.stringMatching(/./), true],
  ]);
  const before = state.changes;
  recent.follow([plan('a', {})]);
  expect(labels(recent)).toHaveLength(1);
  expect(state.changes).toBe(before + 1);
  expect(JSON.stringify(state.kept)).not.toContain('contoso');
});

test('files called alike are told apart by their folder', () => {
  const { recent } = open();
  recent.add(file(join('/one', 'plan.causeway')));
  recent.add(file(join('/two', 'plan.causeway')));
  recent.add(file(join('/two', 'other.causeway')));
  expect(labels(recent)).toEqual([
    'other.causeway',
    `plan.causeway (${join('/two')})`,
    `plan.causeway (${join('/one')})`,
  ]);
});

test.each(['en', 'ja'] as const)('the menu names each by a digit, then clears (%s)', (locale) => {
  const done: unknown[] = [];
  const ports = {
    openRecent: (entry: RecentEntry) => void done.push(entry),
    clearRecent: () => void done.push('clear'),
  };
  const rows = [
    { entry: file('/a&b.causeway'), label: 'a&b\u202e\n.causeway', isPractice: false },
    { entry: tenant('t'), label: 'Bakery', isPractice: true },
  ];
  const menu = toRecentMenu(locale, { ...ports, recent: rows });
  const practice = locale === 'ja' ? '練習' : 'Practice';
  expect(menu.slice(0, 2).map((item) => item.label)).toEqual([
    '&1 a&&b .causeway',
    `&2 Bakery (${practice})`,
  ]);
  expect(menu.at(-1)?.label).toMatch(/&C/);
  for (const item of menu) (item.click as (() => void) | undefined)?.();
  expect(done).toEqual([file('/a&b.causeway'), tenant('t'), 'clear']);
  const none = toRecentMenu(locale, { ...ports, recent: [] });
  expect(none).toEqual([{ label: expect.stringMatching(/./) as string, enabled: false }]);
});
