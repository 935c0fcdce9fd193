/** What keeps a group of our own from being deleted (execution.md 2.2, S2), each taken away. */

const deleting = (id, rule, from, to, name) => ({
  ...{ id, rule, file: 'src-main/rollout/own-groups.ts', from, to },
  ...{ project: 'unit', test: 'unit/src-main/rollout/change-group.test.ts', name },
});
const inUse = 'is kept while it is in use';
const proven = {
  ...{ file: 'shared/plan/own-group.ts', project: 'unit' },
  test: 'unit/shared/plan/own-group.test.ts',
};

export const groupMutants = [
  {
    id: 'group-told',
    rule: 'a deletion that nobody knows the end of says by when it is known',
    file: 'src-main/rollout/settle-group.ts',
    from: "const body = { dir, reason: 'stopped', failure: doubt };",
    to: "const body = { dir, reason: 'stopped' };",
    ...{ project: 'unit', test: 'unit/src-main/rollout/cut-group-change.test.ts' },
    name: 'where the program ended first',
  },
  deleting(
    'group-kept',
    'a group stays for thirty days after its last use',
    "if (!hasWaited) return no('groupKept');",
    '',
    'is kept for thirty days',
  ),
  deleting(
    'group-unused',
    'a group stays while a step that used it stands',
    "if (user !== null) return no('groupUnused', { open: user.id });",
    '',
    'is kept while a step that filled it stands',
  ),
  deleting(
    'group-empty',
    'a group with members is not deleted',
    "if (members.length > 0) return no('groupEmpty');",
    '',
    inUse,
  ),
  deleting(
    'group-alone',
    'a group inside another is not deleted',
    "if (outer.length > 0) return no('groupAlone');",
    '',
    inUse,
  ),
  deleting(
    'group-unnamed',
    'a group that a policy names is not deleted',
    'if (naming.policies.length > 0) {',
    'if (naming.policies.length > 99) {',
    inUse,
  ),
  deleting(
    'group-as-made',
    'a group that somebody changed is not deleted',
    "return isAsMade(engine, step, groupId, value) ? null : no('groupAsMade');",
    'return value === undefined ? no("groupAsMade") : null;',
    inUse,
  ),
  {
    ...{ id: 'group-own', rule: 'no group of somebody else is deleted' },
    file: 'src-main/rollout/change-group.ts',
    from: '(one) => provenGroupId(one, log) === groupId',
    to: '(one) => provenGroupId(one, log) !== null',
    ...{ project: 'unit', test: 'unit/src-main/rollout/change-group.test.ts', name: inUse },
  },
  {
    ...{ id: 'group-approved', rule: 'a deletion needs an approval that stands' },
    ...{ file: 'src-main/rollout/apply-group-change.ts', from: 'G1 G2 G3 G4', to: 'G1 G2 G4' },
    ...{ project: 'unit', test: 'unit/src-main/rollout/change-group.test.ts' },
    name: 'without an approval that stands',
  },
  ...[
    ['apply', 'apply-plan.ts', 'is never taken for there by the plan'],
    ['back', 'roll-back.ts', 'is read to the end of its deletion before all'],
  ].map(([id, file, name]) => ({
    ...{
      id: `group-settled-${id}`,
      rule: 'a deletion under way is settled before the plan goes on',
    },
    file: `src-main/rollout/${file}`,
    from: 'const settled = await settleGroups(engine, run);',
    to: 'const settled = await Promise.resolve({ ok: settleGroups !== null });',
    ...{ project: 'unit', test: 'unit/src-main/rollout/cut-group-change.test.ts', name },
  })),
  {
    ...{ id: 'group-settled-other', rule: 'a group is brought back once its deletion is over' },
    file: 'src-main/rollout/apply-group-change.ts',
    from: 'if (open !== null && open.change !== change) {',
    to: 'if (open?.groupId === "") {',
    ...{ project: 'unit', test: 'unit/src-main/rollout/cut-group-change.test.ts' },
    name: 'is brought back only once its deletion is over',
  },
  {
    ...{ id: 'group-still-deleted', rule: 'a group whose restoring was refused stays deleted' },
    ...{ file: 'shared/plan/own-group.ts', project: 'unit' },
    from: "return last?.body['change'] === 'delete';",
    to: "return last?.body['change'] === 'delete' && log.state(step.id).direction === 'back';",
    test: 'unit/src-main/rollout/cut-group-change.test.ts',
    name: 'a group stays deleted, and can be brought back',
  },
  {
    ...{ id: 'group-to-come', rule: 'a group stays while a step to come needs it', ...proven },
    ...{
      from: "(status === 'PENDING' && !isToCome(step, steps, log))",
      to: "status === 'PENDING'",
    },
    name: 'one to come, none after it was taken back',
  },
  {
    ...{ id: 'group-proof', rule: 'a group that was only found is not ours', ...proven },
    ...{
      from: "before.lastIndexOf('sent') > before.lastIndexOf('done')",
      to: 'before.length > -1',
    },
    name: 'a group that was only found',
  },
  {
    ...{ id: 'group-batch', rule: 'no group is deleted inside $batch' },
    file: 'src-main/graph/write-table.ts',
    from: 'return row !== undefined && row.isAlone !== true;',
    to: 'return row !== undefined;',
    ...{ project: 'unit', test: 'unit/src-main/graph/write-table.test.ts' },
    name: 'never inside a batch',
  },
  {
    ...{ id: 'group-spreads', rule: 'a group just made is waited for, for ninety seconds alone' },
    file: 'src-main/rollout/new-group.ts',
    from: 'return age >= 0 && age < spreadMs;',
    to: 'return age >= 0;',
    ...{ project: 'contract', test: 'crash/refused-lot.test.ts' },
    name: 'waits no longer for it',
  },
];
