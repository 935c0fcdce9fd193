/** Looking before acting: deleted items, and edits of somebody else (execution.md 3.4, 2.2). */

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file, from, to },
  ...shown,
  name,
});
const lost = { project: 'unit', test: 'unit/src-main/rollout/look-deleted.test.ts' };
const edited = { project: 'unit', test: 'unit/src-main/rollout/policy-baseline.test.ts' };

export const lookingMutants = [
  mutant(
    'G5-stop',
    'what an emergency stop gives back waits for no better token',
    'src-main/rollout/guards.ts',
    "if (given?.body['how'] === 'stop') return null;",
    '',
    { project: 'unit', test: 'unit/src-main/rollout/guards-late.test.ts' },
    'G5',
  ),
  mutant(
    '404-create',
    'a create that is answered by 404 may have arrived',
    'src-main/rollout/classify-answer.ts',
    'isKnown && refusals',
    'refusals',
    { project: 'unit', test: 'unit/src-main/rollout/classify-answer.test.ts' },
    '404: nothing is known',
  ),
  mutant(
    'G5-lasts',
    'a token that nobody renews is good for ten minutes',
    'src-main/rollout/guards.ts',
    'leftMs >= leastMs',
    'leftMs >= 0',
    { project: 'unit', test: 'unit/src-main/rollout/guards-late.test.ts' },
    'G5',
  ),
  mutant(
    'G5-switch',
    'the token of a switch outlasts its being taken back',
    'src-main/rollout/guards.ts',
    'motion.bundle === undefined ? tokenLeastMs : switchLeastMs',
    'tokenLeastMs',
    { project: 'unit', test: 'unit/src-main/rollout/guards-late.test.ts' },
    'G5',
  ),
  mutant(
    'deleted-unread',
    'deleted items that could not be read are not none',
    'src-main/rollout/look-deleted.ts',
    "if (list.kind !== 'rows') return ok({ kind: 'unread' });",
    "if (list.kind !== 'rows') return ok({ kind: 'none' });",
    lost,
    'may not read them',
  ),
  mutant(
    'deleted-found',
    'what a lost create made is looked for among the deleted items',
    'src-main/rollout/look-deleted.ts',
    'row[field] !== marker ||',
    'true ||',
    lost,
    'was made where it lies there',
  ),
  mutant(
    'policy-edit',
    'a policy that somebody else changed is read and judged anew',
    'src-main/rollout/preflight.ts',
    'onlyGives(step) && edit === null',
    'onlyGives(step)',
    edited,
    'judged anew',
  ),
  mutant(
    'policy-baseline',
    'what our own write left behind is the baseline',
    'src-main/rollout/apply-object.ts',
    'policyTime === null ? {} : { policyTime }',
    '{}',
    edited,
    'our own writes',
  ),
];
