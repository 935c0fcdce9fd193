import { expect, it } from 'vitest';
import { reachLine, reachText } from '../../../../shared/i18n/reach-text';
import type { Step } from '../../../../shared/plan/step';
import { reachOf } from '../../../../shared/plan/step-reach';

const people = Array.from({ length: 14 }, (_, n) => `person-${String(n)}`);
const items = people.map((userId) => ({ userId, upn: userId }));
const state = (from: string, to: string) => ({ prior: { state: from }, planned: { state: to } });
const reportOnly = 'enabledForReportingButNotEnforced';
const tenant = ['The whole tenant', 'テナント全体'] as const;
const listed = ['14 accounts, listed in this step', 'このステップに記載の 14 アカウント'] as const;
const policy = ['Everybody the policy applies to', 'ポリシーの適用対象の全員'] as const;
const quiet = ['Nobody: the policy asks for nothing', 'なし (ポリシーは何も要求しません)'] as const;
const waits = ['Nobody: nothing is changed', 'なし (変更を伴わないステップ)'] as const;
const out = [
  'Everybody whose exclusion from the policy changes',
  'ポリシーの除外が変わるアカウント',
] as const;

it.each([
  // What the planner calls it does not count: only what is touched does.
  ['remove phones', { kind: 'manual', manual: { id: 'remove_phone', userIds: people } }, listed],
  [
    'named locations',
    { kind: 'manual', manual: { id: 'named_locations', userIds: [] } },
    ['Depends on what is done by hand', '手作業の内容による'],
  ],
  ['emergency-clear', { kind: 'perUserMfa.set', items }, listed],
  ['members-preferred-out', { kind: 'group.add', items }, listed],
  ['emergency-exclude', { kind: 'ca.exclude' }, out],
  ['include-replaced', { kind: 'ca.exclude', blast: 'tenant' }, out],
  [
    'enforce a ring',
    { kind: 'ca.setState', blast: 'ring', ...state(reportOnly, 'enabled') },
    policy,
  ],
  [
    'enforce guests',
    { kind: 'ca.setState', blast: 'tenant', ...state(reportOnly, 'enabled') },
    policy,
  ],
  ['take a policy back', { kind: 'ca.setState', ...state('enabled', reportOnly) }, policy],
  ['a state nobody knows', { kind: 'ca.setState', ...state('odd', reportOnly) }, policy],
  ['turn to report-only', { kind: 'ca.setState', ...state('disabled', reportOnly) }, quiet],
  ['a new policy', { kind: 'ca.create', planned: { state: 'disabled' } }, quiet],
  ['a new policy that is on', { kind: 'ca.create', planned: { state: 'enabled' } }, policy],
  ['a group', { kind: 'group.create' }, ['Nobody: an empty group', 'なし (空のグループのみ)']],
  ['a soak', { kind: 'soak' }, waits],
  ['a gate', { kind: 'gate' }, waits],
  ...(
    [
      ...(['method.configure', 'migration.state', 'systemPreferred.set'] as const),
      ...(['campaign.set', 'securityDefaults.set', 'passkeyOptOut.set'] as const),
    ] as const
  ).map((kind) => [kind, { kind }, tenant] as const),
] as const)('tells whom a step touches: %s', (_, more, [en, ja]) => {
  const step = { prior: null, planned: null, blast: 'none', ...more } as unknown as Step;
  expect(reachText(reachOf(step), 'en')).toBe(en);
  expect(reachText(reachOf(step), 'ja')).toBe(ja);
  expect(reachLine(step, 'en')).toBe(`Reach: ${en}`);
  expect(reachLine(step, 'ja')).toBe(`影響範囲: ${ja}`);
});

it('counts one account as one', () => {
  const step = { kind: 'group.add', items: [{ userId: 'a' }] } as unknown as Step;
  expect(reachText(reachOf(step), 'en')).toBe('1 account, listed in this step');
});
