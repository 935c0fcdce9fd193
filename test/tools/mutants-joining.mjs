/** Who joins a group and who is left out of it (execution.md 2.2), each rule taken away. */

const joining = { project: 'unit', test: 'unit/src-main/rollout/joining.test.ts' };
const leavers = { project: 'contract', test: 'crash/leavers.test.ts' };

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file, from, to },
  ...shown,
  ...(name === undefined ? {} : { name }),
});

export const joiningMutants = [
  mutant(
    'join-deleted',
    'who is deleted joins no group, and holds nobody up',
    'src-main/rollout/joining.ts',
    "if (person === undefined) return 'deleted';",
    'if (person === undefined) return null;',
    joining,
  ),
  mutant(
    'join-disabled',
    'who is disabled joins no group',
    'src-main/rollout/joining.ts',
    "return person.enabled || person.perUserMfa !== 'disabled' ? null : 'disabled';",
    'return null;',
    leavers,
    'are left out by name',
  ),
  mutant(
    'join-unread',
    'who could not be read joins no group',
    'src-main/rollout/joining.ts',
    "if (person.isEnabledUnknown === true) return 'unread';",
    '',
    joining,
  ),
  mutant(
    'join-lot',
    'each lot that joins a group is looked at directly before',
    'src-main/rollout/still-joining.ts',
    "if (step.kind !== 'group.add' || direction === 'back') return ok(lot);",
    'if (step !== null) return ok(lot);',
    leavers,
    'are named in no write',
  ),
  mutant(
    'join-lot-unread',
    'an account nobody could read holds its lot up',
    'src-main/rollout/still-joining.ts',
    "if (typeof enabled !== 'boolean') return err(toFailure(answer));",
    "if (typeof enabled !== 'boolean') return ok('unread');",
    leavers,
    'hold the lot up',
  ),
];
