/** What a kind of step is refused for (execution.md 2.2), each refusal taken away by itself. */

const mutant = (id, rule, from, to) => ({
  ...{ id, rule, file: 'src-main/rollout/kind-refusals.ts', from, to },
  ...{ project: 'unit', test: 'unit/src-main/rollout/kind-refusals.test.ts' },
  name: 'a step that its kind does not allow',
});

const elsewhere = (test, name) => ({ test: `unit/src-main/rollout/${test}.test.ts`, name });
const sizes = elsewhere('policy-size-guard', 'is no way around the size of the policy');
const byWord = {
  project: 'unit',
  test: 'unit/src-main/rollout/confirm-gate.test.ts',
  name: 'whose figure cannot be read',
};
const doubled = {
  project: 'unit',
  test: 'unit/src-main/rollout/settle.test.ts',
  name: 'is nobody’s where two are there',
};

export const kindMutants = [
  mutant(
    'kind-lossChosen',
    'nobody loses system-preferred authentication without a choice that names them',
    "return isNarrowing(now, planned) ? refused(step, 'lossChosen') : null;",
    'return null;',
  ),
  mutant(
    'kind-preMigration',
    'a method waits until the migration has begun',
    "if (policy.policyMigrationState === 'preMigration') return refused(step, 'migrationInProgress');",
    '',
  ),
  mutant(
    'kind-size',
    'a policy that Graph would not take is not sent',
    'if (planned <= limits.policyRefuseBytes) return null;',
    'return null;',
  ),
  mutant(
    'kind-defaults-method',
    'no method goes off under security defaults',
    "if (securityDefaults !== false && !mayGo) return refused(step, 'securityDefaultsOff');",
    '',
  ),
  mutant(
    'kind-defaults-exclusion',
    'no group is left out of a method under security defaults',
    'if (onlyExcludes(step) && !onlyGives(step) && securityDefaults !== false)',
    'if (isForward && !isForward)',
  ),
  {
    ...{ id: 'exclusion-last-method', file: 'shared/plan/steps/chosen-exclusions.ts' },
    rule: 'no group is left out of a method that is the last one of somebody in it',
    ...{ from: 'if (losing > 0) {', to: 'if (losing > Infinity) {' },
    ...{ project: 'unit', test: 'unit/shared/plan/method-exclusions.test.ts' },
    name: 'are refused where somebody keeps nothing',
  },
  {
    ...{ id: 'exclusion-keeps-others', file: 'shared/plan/steps/chosen-exclusions.ts' },
    rule: 'groups that are left out stay so, with all their fields',
    ...{ from: 'return [...now, ...added', to: 'return [...added' },
    ...{ project: 'unit', test: 'unit/shared/plan/method-exclusions.test.ts' },
    name: 'stand beside those that are there',
  },
  mutant(
    'kind-external-otp',
    'email stays while guests get their codes by it',
    'email !== undefined && mayServeGuests(email)',
    'false',
  ),
  mutant(
    'kind-null-state',
    'an unknown migration state is never written over',
    "if (live === null) return refused(step, 'stateKnown');",
    '',
  ),
  mutant(
    'kind-never-back',
    'preMigration is written nowhere it never was',
    "return isForward ? refused(step, 'neverBackToPreMigration') : null;",
    'return null;',
  ),
  mutant(
    'kind-legacy-answers',
    'nothing is completed while the legacy lists are unanswered',
    "isLegacyMfaAnswered(fresh.answers) && isSsprAnswered(fresh.answers)\n    ? null\n    : refused(step, 'legacyAnswers')",
    'null',
  ),
  mutant(
    'kind-one-target',
    'system-preferred has one target on each side',
    "return many('includeTargets') || many('excludeTargets') ? refused(step, 'oneTarget') : null;",
    'return null;',
  ),
  mutant(
    'kind-licence',
    'no policy without a licence that is known',
    "step.kind === 'ca.create' && (plan === 'free' || plan === 'unknown')",
    'false',
  ),
  mutant(
    'kind-one-control',
    'mfa and a strength are never asked together',
    "hasMfa && isJsonObject(grant['authenticationStrength'])",
    'false',
  ),
  mutant(
    'kind-defaults-policy',
    'no policy goes on under security defaults',
    "return fresh.image.securityDefaults === false ? null : refused(step, 'securityDefaultsOff');",
    'return null;',
  ),
  mutant(
    'kind-bundle',
    'security defaults never go off alone',
    "return isForward ? refused(step, 'bundle') : null;",
    'return null;',
  ),
  mutant(
    'kind-policies-off',
    'security defaults go on only while no policy is',
    "policies.some((policy) => policy.state === 'enabled')",
    'false',
  ),
  mutant(
    'kind-cloud',
    'passkeys move by themselves in the public cloud alone',
    "if (engine.plan.cloud !== 'global') return refused(step, 'publicCloud');",
    '',
  ),
  {
    ...mutant(
      'kind-size-campaign',
      'no target of the campaign makes the policy too large to be saved',
      '(campaignRefusal(step, fresh) ?? sizeRefusal(step, fresh))',
      'campaignRefusal(step, fresh)',
    ),
    ...sizes,
  },
  {
    ...mutant(
      'kind-size-preferred',
      'no target of system-preferred authentication makes the policy too large to be saved',
      '(lossRefusal(input, step, fresh) ?? sizeRefusal(step, fresh))',
      'lossRefusal(input, step, fresh)',
    ),
    ...sizes,
  },
  mutant(
    'kind-february',
    'nothing opts out after Microsoft has moved on',
    'now < Date.parse(`${retirementDates.february}T00:00:00Z`) || !isForward',
    'true',
  ),
  mutant(
    'kind-group',
    'nobody is put into a group that others fill',
    "if (isDynamic || group.onPremisesSyncEnabled === true) return refused(step, 'assignedCloudGroup');",
    '',
  ),
  {
    ...mutant(
      'kind-group-used',
      'nobody is put into a group that is used for more than they are put there for',
      'groupRefusal(step, fresh) ?? usedGroupRefusal(motion, step, fresh)',
      'groupRefusal(step, fresh)',
    ),
    ...elsewhere('used-group', 'lies within one that a policy leaves out'),
  },
  {
    id: 'gate-unread',
    rule: 'a share of people who could not be read is none',
    file: 'src-main/rollout/evaluate-gate.ts',
    from: 'unread.size > 0 ? null : Math',
    to: 'Math',
    ...byWord,
  },
  {
    id: 'gate-word',
    rule: 'no word opens a registration gate whose figure is not known',
    file: 'src-main/rollout/confirm-gate.ts',
    from: "figure === 'registered' && value === null",
    to: 'false',
    ...byWord,
  },
  {
    id: 'doubled-before',
    rule: 'two objects with our marker are somebody’s to choose from',
    file: 'src-main/rollout/preflight.ts',
    from: "if (live.isDoubled) return 'doubled';",
    to: '',
    ...doubled,
  },
  {
    id: 'doubled-after',
    rule: 'the same where the answer was lost',
    file: 'src-main/rollout/resolve-outcome.ts',
    from: "if (isDoubled) return { place: 'doubled', objectId, value };",
    to: '',
    ...doubled,
  },
  {
    id: 'outside-exclusion-in-force',
    rule: 'a policy that was off when the plan was made did not apply to them then',
    file: 'src-main/rollout/outside-exclusions.ts',
    from: '({ id, state, conditions, grantControls, sessionControls }) as unknown',
    to: '({ id, conditions, grantControls, sessionControls }) as unknown',
    ...{ project: 'unit', test: 'unit/src-main/rollout/outside-exclusions.test.ts' },
  },
  {
    id: 'outside-exclusion-alike',
    rule: 'a policy that asks for more since the plan was made did not apply like that then',
    file: 'src-main/rollout/outside-exclusions.ts',
    from: 'asksAlike(one, policy)',
    to: 'one.id === policy.id',
    ...{ project: 'unit', test: 'unit/src-main/rollout/outside-exclusions.test.ts' },
    name: 'asks others, or for more, since',
  },
  {
    id: 'hidden-conditions',
    rule: 'conditions that v1.0 hides are not written over',
    file: 'src-main/rollout/hidden-conditions.ts',
    from: 'if (hidden.length === 0) return null;',
    to: 'return null;',
    ...{ project: 'contract', test: 'crash/guarded.test.ts' },
    name: 'leaves the conditions of a policy alone',
  },
  {
    id: 'fresh-turn',
    rule: 'a reading from before what made it useless serves nobody after it',
    file: 'src-main/rollout/fresh-data.ts',
    from: 'if (turn === this.#turn) this.#fresh = judged.value;',
    to: 'this.#fresh = judged.value;',
    ...{ project: 'unit', test: 'unit/src-main/rollout/fresh-data.test.ts' },
    name: 'serves nobody with a reading that began before',
  },
  {
    id: 'nobody-left-blocked',
    rule: 'who is blocked by a finding is not called unreadable',
    file: 'src-main/rollout/nobody-left.ts',
    from: 'if (unread.length === 0) {',
    to: 'if (false) {',
    ...{ project: 'unit', test: 'unit/src-main/rollout/nobody-left.test.ts' },
  },
];
