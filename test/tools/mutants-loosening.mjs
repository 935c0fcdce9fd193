/** The emergency stop: what it loosens, in which order, and how soon it is noticed (execution.md 3.7). */

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id: `STOP-${id}`, rule, file, from, to, ...shown, name },
});
const steps = { project: 'unit', test: 'unit/shared/plan/emergency-stop.test.ts' };
const watched = { project: 'unit', test: 'unit/src-main/rollout/watch-stop.test.ts' };
const loosening = (id, rule, from, to, name) =>
  mutant(id, rule, 'shared/plan/emergency-stop.ts', from, to, steps, name);

const told = { project: 'unit', test: 'unit/src-main/rollout/left-without-mfa.test.ts' };
const left = (id, rule, from, to, name) =>
  mutant(`left-${id}`, rule, 'src-main/rollout/left-without-mfa.ts', from, to, told, name);

const unlocked = { project: 'unit', test: 'unit/src-main/rollout/lock-held.test.ts' };

const rightTenant = { project: 'unit', test: 'unit/src-main/rollout/right-tenant.test.ts' };

const off = (id, rule, from, to, name) =>
  mutant(
    `off-${id}`,
    rule,
    'src-main/rollout/known-off.ts',
    ...[from, to, { project: 'unit', test: 'unit/src-main/rollout/known-off.test.ts' }, name],
  );

export const looseningMutants = [
  off(
    'since',
    'what was turned on since counts as on',
    'open.has(id) || (turnedOnAt.get(id) ?? 0) >= at',
    'open.has(id)',
    'until it is turned on again',
  ),
  off(
    'newest',
    'a newer reading that shows it on is believed',
    'if (enforcing.has(id)) off.delete(id);',
    'if (enforcing.has(id)) continue;',
    'goes by the newest reading',
  ),
  off(
    'answer',
    'what is on its way counts as on',
    'open.has(id) || (turnedOnAt',
    '(turnedOnAt',
    'has no answer',
  ),
  loosening(
    'newest',
    'the newest policy is loosened first',
    '[...plan.steps].reverse()',
    '[...plan.steps]',
    'from the newest to the oldest',
  ),
  loosening(
    'reports',
    'it goes on reporting',
    'planned: { state: reportOnly },',
    "planned: { state: 'disabled' },",
    'from the newest to the oldest',
  ),
  loosening(
    'once-each',
    'each policy is sent once',
    ' || seen.has(id.toLowerCase())',
    '',
    'takes each policy once',
  ),
  loosening(
    'unsettled',
    'what may have been turned on counts',
    'state.hasChanged || state.isUnsettled ||',
    'state.hasChanged ||',
    'counts what',
  ),
  loosening(
    'on-its-way',
    'and what is on its way',
    "state.isUnsettled || state.status === 'SENT';\n}",
    'state.isUnsettled;\n}',
    'counts what',
  ),
  mutant(
    'second',
    'a run looks every second whether it is asked to stop',
    'src-main/rollout/watch-stop.ts',
    '    hurry();\n    pass();',
    '',
    watched,
    'within the second',
  ),
  mutant(
    'earlier',
    'a stop from before the run is over',
    'src-main/rollout/watch-stop.ts',
    'journal.stopRequests(rolloutId, 0).at(-1)?.id ?? 0',
    '0',
    watched,
    'within the second',
  ),
  left(
    'unread',
    'whose cover was not read counts as left',
    " || person.cover === 'unknown'",
    '',
    'is told of one whom',
  ),
  left(
    'emergency',
    'emergency access is nobody left',
    ' && !person.isEmergencyAccess',
    '',
    'is told of one whom',
  ),
  left(
    'asked',
    'whom per-user MFA asks is not left',
    ".filter((person) => person.perUserMfa !== 'enforced')",
    '',
    'is told of one whom',
  ),
  left(
    'cleared',
    'only who was cleared gets it back',
    'cleared.has(userId) && isOff',
    'isOff',
    'can be mended for whom',
  ),
  left(
    'still-off',
    'and only where it is still off',
    ' && isOff(userId)',
    '',
    'can be mended for whom',
  ),
  left(
    'named',
    'and only who is named',
    'wanted.has(item.userId) && ',
    '',
    'gives back to exactly those',
  ),
  mutant(
    'locked',
    'a stop writes with the lock alone',
    'src-main/rollout/apply-loosening.ts',
    "if (!engine.lock.isHeld()) return err(failure('store/locked'));",
    '',
    unlocked,
    'an emergency stop writes',
  ),
  mutant(
    'locked-switch',
    'and so does the switch',
    'src-main/rollout/switch-write.ts',
    "if (!engine.lock.isHeld()) return err(failure('store/locked'));",
    '',
    unlocked,
    'no part of the switch',
  ),
  mutant(
    'tenant',
    'a stop is for the tenant of the plan',
    'src-main/rollout/emergency-stop.ts',
    'if (other !== null) return err(other);',
    '',
    rightTenant,
    'a stop writes nothing down',
  ),
];
