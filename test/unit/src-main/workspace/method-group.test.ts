import { expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { ok } from '../../../../shared/result';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import {
  exclusionsOf,
  groupOf,
  isForEveryone,
  type KnownGroups,
} from '../../../../src-main/workspace/method-group';
import { findGroups } from '../../../../src-main/workspace/policy-view';
import { chooseMethod } from '../../../../src-main/workspace/record-choice';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { anInput } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const { snapshot } = anInput({ groups: { sales: ['ga1'], pilot: [] } });
const named = (name: string, id = name) => ({ ...aGroup(id), displayName: name });
const tenant = {
  groups: {
    kind: 'read' as const,
    value: [named('Sales', 'g1'), named('Twin', 'g2'), named('Twin', 'g3')],
  },
  groupMembers: { g1: { kind: 'read' as const, value: [] } },
};

const authenticationMethodsPolicy = {
  kind: 'read' as const,
  value: {
    authenticationMethodConfigurations: [
      { id: 'fido2', excludeTargets: [{ id: 'g1', targetType: 'group' }] },
    ],
  },
};

function desk(before: Choices['methods'] = {}, proposed = 'all_users', isRead = true) {
  const unread = { kind: 'unread' as const, reason: { code: 'refused' as const } };
  const saved: Choices[] = [];
  const workspace = {
    snapshot: {
      ...{ ...snapshot, ...tenant },
      authenticationMethodsPolicy: isRead ? authenticationMethodsPolicy : unread,
    },
    choices: { ...noChoices, methods: before },
    connect: { account: 'a@kestrel.example' },
    nowIso: () => '2026-11-22T12:00:00Z',
    store: {
      answers: { get: () => null },
      choices: { save: (choices: Choices) => (saved.push(choices), ok(undefined)) },
    },
  } as unknown as Workspace;
  const choose = (
    scope?: string | null,
    value: 'on' | 'off' = 'on',
    exclude?: string[],
    back?: string[],
  ) => {
    const whom = scope === undefined ? {} : { scope };
    const less = exclude === undefined ? {} : { exclude };
    const readmit = back === undefined ? {} : { readmit: back };
    const input = { id: 'Fido2', value, reason: '', ...whom, ...less, ...readmit };
    const methodTargets = [{ id: 'Fido2', scope: proposed }];
    const done = chooseMethod(workspace, { people: [], methodTargets } as unknown as Plan, input);
    if (!done.ok) return done.failure.values;
    const { reason: _r, by: _b, at: _a, value: _v, ...kept } = saved.at(-1)!.methods!['Fido2']!;
    return kept;
  };
  return choose;
}

it('takes a word or a group that one name stands for, and keeps it until it is taken back', () => {
  for (const scope of ['all_users', 'rolloutGroup', 'Sales']) {
    expect(desk()(scope)).toEqual({ scope });
  }
  for (const wrong of ['Twin', 'Nobody']) {
    expect(desk()(wrong)).toEqual({ place: 'methods', expected: 'group' });
  }
  const signed = { reason: 'r', by: 'a', at: '2026-11-22T12:00:00Z' };
  const before = { Fido2: { value: 'on' as const, scope: 'Sales', ...signed } };
  expect(desk(before)()).toEqual({ scope: 'Sales' });
  expect(desk(before)(null)).toEqual({});
  expect(desk(before)(undefined, 'off')).toEqual({});
});

it('says which group it is, whether its members are known, and when it is none or not one', () => {
  const told = (scope?: string) => groupOf(scope, tenant);
  expect(told('all_users')).toEqual({ group: null, groupUnread: false, refused: null });
  expect(told('Sales')).toEqual({ group: 'Sales', groupUnread: false, refused: null });
  expect(told('g1').group).toBe('Sales');
  expect(told('g2')).toMatchObject({ group: 'Twin', groupUnread: true });
  for (const scope of ['Twin', 'Gone']) {
    expect(told(scope).refused).toEqual({ key: 'policy_group_gone', values: { group: scope } });
  }
  expect(groupOf('Sales', { ...tenant, groups: { kind: 'unread' } } as never)).toMatchObject({
    ...{ groupUnread: true, refused: null },
  });
});

it('keeps groups to leave out by id, all that are named, and for whom it is as it was proposed', () => {
  const leave = (exclude: string[], before: Choices['methods'] = {}, scope?: string) =>
    desk(before, 'transition')(scope, 'on', exclude);
  expect(leave(['Sales'])).toEqual({ scope: 'transition', exclude: ['g1'] });
  expect(leave(['Sales'], {}, 'all_users')).toEqual({ scope: 'all_users', exclude: ['g1'] });
  for (const wrong of ['Twin', 'Nobody', 'g1']) {
    expect(leave([wrong])).toEqual({ place: 'methods', expected: 'group' });
  }
  const signed = { reason: 'r', by: 'a', at: '2026-11-22T12:00:00Z' };
  const before = { Fido2: { value: 'on' as const, exclude: ['g2', 'gone'], ...signed } };
  // What was chosen before stays by what it was kept as, also where its name says nothing any more.
  expect(leave(['Twin', 'gone', 'Sales'], before)).toEqual({ exclude: ['g2', 'gone', 'g1'] });
  expect(leave([], before)).toEqual({});
  expect(desk(before)(undefined)).toEqual({ exclude: ['g2', 'gone'] });
  expect(desk(before)(undefined, 'off')).toEqual({});
});

it('tells the groups left out today and those chosen beside them, by name', () => {
  const now = {
    excludeTargets: [{ id: 'g1' }, { id: '00000000-0000-0000-0000-000000000000' }, { id: 'G9' }],
  };
  const told = (exclude: string[] = []) => exclusionsOf(now as never, { exclude }, tenant);
  const names = told().excludedNow.map(({ name }) => name);
  expect({ ...told(), excludedNow: names }).toEqual({
    ...{ excludedNow: ['Sales', 'G9'], exclude: [], excludeUnread: null },
  });
  expect(told(['g1', 'gone'])).toMatchObject({ exclude: ['gone'], excludeUnread: null });
  expect(told(['g2'])).toMatchObject({ exclude: ['Twin'], excludeUnread: 'Twin' });
  expect(
    exclusionsOf('unread', { exclude: ['g1'] }, { groups: { kind: 'unread' } } as never),
  ).toEqual({
    ...{ excludedNow: [], exclude: ['g1'], excludeUnread: 'g1' },
  });
});

it('says of a group let in again whom it concerns: nobody whom another group still holds', () => {
  const now = { excludeTargets: [{ id: 'g1' }, { id: 'G2' }] };
  const people = (ids: string[]) => ({ kind: 'read' as const, value: ids });
  const members = { g1: people(['a', 'b', 'c', 'off']), g2: people(['b']) };
  const known = { ...tenant, groupMembers: members };
  const holding = new Map<string, boolean | null>([
    ['a', true],
    ['b', true],
    ['c', false],
  ]);
  const told = (readmit: string[], from: KnownGroups = known, has = holding) =>
    exclusionsOf(now as never, { readmit }, from, () => has).excludedNow;
  expect(told(['G1'])).toEqual([
    { id: 'g1', name: 'Sales', people: 2, holders: 1, isReadmitted: true },
    { id: 'G2', name: 'Twin', people: 1, holders: 1, isReadmitted: false },
  ]);
  // By its name, as a file of choices may write it.
  expect(told(['Sales'])).toEqual(told(['G1']));
  expect(told(['g1', 'G2'])[0]).toMatchObject({ people: 3, holders: 2 });
  // One of them, or what one of them holds, was not read: no count is made up.
  const { g1 } = members;
  const half = { ...known, groupMembers: { g1 } };
  expect(told(['g1'], half)[0]).toMatchObject({ people: null, holders: null });
  const unread = new Map([...holding, ['c', null] as const]);
  expect(told(['g1'], known, unread)[0]).toMatchObject({ people: 2, holders: null });
});

it('keeps groups let in again by id, only where the policy leaves them out', () => {
  const readmit = (ids: string[]) => desk({}, 'all_users')(undefined, 'on', undefined, ids);
  expect(readmit(['g1'])).toEqual({ scope: 'all_users', readmit: ['g1'] });
  expect(readmit([])).toEqual({ scope: 'all_users' });
  expect(readmit(['g2'])).toEqual({ place: 'methods', expected: 'group' });
  const signed = { reason: 'r', by: 'a', at: '2026-11-22T12:00:00Z' };
  const before = { Fido2: { value: 'on' as const, readmit: ['g1'], ...signed } };
  expect(desk(before)(undefined)).toEqual({ readmit: ['g1'] });
  expect(desk(before)(undefined, 'off')).toEqual({});
  // Where the policy was not read, a choice is taken back all the same; nothing new comes in.
  const blind = (ids: string[]) =>
    desk(before, 'all_users', false)(undefined, 'on', undefined, ids);
  expect(blind([])).not.toHaveProperty('readmit');
  expect(blind([])).not.toHaveProperty('expected');
  expect(blind(['g1'])).toMatchObject({ readmit: ['g1'] });
  expect(blind(['g2'])).toEqual({ place: 'methods', expected: 'group' });
});

it('a method is on for everyone where it is enabled for all users', () => {
  const all = { id: 'Fido2', state: 'enabled', includeTargets: [{ id: 'all_users' }] };
  expect(isForEveryone(all as never)).toBe(true);
  expect(isForEveryone({ ...all, state: 'disabled' } as never)).toBe(false);
  expect(isForEveryone({ ...all, includeTargets: [{ id: 'g1' }] } as never)).toBe(false);
  expect(isForEveryone('unread')).toBe(false);
});

it('groups are found by their words, whatever case and width, in windows of fifty', () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `Sales ${String(at).padStart(4, '0')}`);
  const found = findGroups([...names, '営業 カナ'], 'ｓａｌｅｓ', 0);
  expect([found.names.length, found.names[0], found.total]).toEqual([50, 'Sales 0000', 3_000]);
  expect(findGroups(names, 'sales', 2_990).names).toHaveLength(10);
  expect(findGroups(names, '2999 sales', 0)).toEqual({ names: ['Sales 2999'], total: 1 });
  expect(findGroups(['営業 カナ'], 'かな', 0).total).toBe(1);
});
