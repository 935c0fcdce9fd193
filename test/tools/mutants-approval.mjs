/** What ends an approval, and whose it is (execution.md 3.8, 1.2); a person's answers (3.4). */

const rollout = (file) => `src-main/rollout/${file}`;
const unit = (file) => ({ project: 'unit', test: `unit/src-main/rollout/${file}` });
const ends = (id, rule, from, to, name) => ({
  ...{ id, rule, file: rollout('approval.ts'), from, to },
  ...{ ...unit('approval-ends.test.ts'), name },
});

const phrase = (id, rule, from, to, name) => ({
  ...{ id: `phrase-${id}`, rule, file: 'src-main/workspace/typed-phrase.ts', from, to },
  ...{ project: 'unit', test: 'unit/src-main/workspace/typed-phrase.test.ts', name },
});

export const approvalMutants = [
  {
    ...{ id: 'approve-carried', rule: 'no approval on a reading from damaged data' },
    ...{ file: rollout('approve-plan.ts'), ...unit('approval.test.ts') },
    from: 'engine.store.settings.get(carriedOverKey) === plan.snapshotTakenAt',
    to: 'false',
    name: 'is not given on a reading that was taken over from damaged data',
  },
  phrase(
    'people',
    'more than fifty people are asked about',
    'people > 50 ||',
    'people > 51 ||',
    'people on',
  ),
  phrase('share', 'and more than a quarter', 'enabled * 0.25', 'enabled * 0.26', 'people on'),
  phrase(
    'signs-in',
    'of those who can sign in',
    '.filter((person) => person.enabled).length',
    '.length',
    'people on',
  ),
  phrase(
    'once',
    'each counted once',
    'return new Set(steps.flatMap((step) => step.items?.map((item) => item.userId) ?? []));',
    'return { size: steps.flatMap((step) => step.items ?? []).length };',
    'counts each person once',
  ),
  phrase(
    'migration',
    'the migration state is asked about',
    "step.kind === 'migration.state' || step.kind === 'securityDefaults.set') return",
    "step.kind === 'securityDefaults.set') return",
    'one step where it is',
  ),
  phrase(
    'defaults',
    'security defaults are',
    "step.kind === 'migration.state' || step.kind === 'securityDefaults.set') return",
    "step.kind === 'migration.state') return",
    'one step where it is',
  ),
  phrase(
    'policy',
    'a policy in force is',
    "return step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled';",
    'return false;',
    'one step where it is',
  ),
  phrase(
    'report',
    'one that only reports is not',
    "return step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled';",
    "return step.kind === 'ca.setState';",
    'only reports',
  ),
  {
    ...{ id: 'phrase-wide-letters', rule: 'full-width characters count as plain ones' },
    ...{ file: 'src-main/ipc/tickets.ts', from: ".normalize('NFKC')", to: '' },
    ...{
      project: 'unit',
      test: 'unit/src-main/ipc/tickets.test.ts',
      name: 'full-width characters',
    },
  },
  ends('approval-age', 'it stands for seven days', 'age <= approvalMs', 'true', 'seven days'),
  ends(
    'approval-hash',
    'it is for one hash',
    "approval.body['planHash'] !== engine.plan.planHash",
    'false',
    'one hash',
  ),
  ends(
    'approval-way',
    'one for taking back is none for going on',
    "(direction === 'back' || entry.body['for'] !== 'rollBack')",
    'true',
    'one hash',
  ),
  ends(
    'approval-drift',
    'drift ends it',
    "since.some((entry) => entry.type === 'drift' && entry.item === null)",
    'false',
    'ends with drift',
  ),
  ends(
    'approval-stop',
    'an emergency stop ends it',
    "direction === 'forward' && since.some((entry) => entry.type === 'emergency')",
    'false',
    'emergency stop',
  ),
  ends(
    'second-other',
    'the second person is not the first',
    'first !== null && second !== first',
    'first !== null',
    'another second person',
  ),
  ends(
    'second-way',
    'the guard too asks for a second approval of taking back',
    "direction === 'back' && approval.body['for'] !== 'rollBack'",
    'false',
    'none to taking back',
  ),
  {
    ...{ id: 'approve-drift', rule: 'it is not renewed over standing drift' },
    ...{ file: rollout('approve-plan.ts'), from: 'if (!drift.ok) return drift;', to: '' },
    ...{ ...unit('approval.test.ts'), name: 'standing drift' },
  },
  {
    ...{ id: 'approve-account', rule: 'another account takes no rollout over unasked' },
    ...{
      file: rollout('approve-plan.ts'),
      from: 'other !== null && asked.handOver',
      to: 'false && asked.handOver',
    },
    ...{ ...unit('approval.test.ts'), name: 'operator of the plan' },
  },
  {
    ...{ id: 'second-same', rule: 'who made the plan or carries it out is no second person' },
    ...{ file: rollout('approve-second.ts'), from: ' || firsts.includes(account)', to: '' },
    ...{ ...unit('second-approval.test.ts'), name: 'administers nothing' },
  },
  {
    ...{ id: 'settle-asked', rule: 'a create is sent again only after it was looked for' },
    ...{
      file: rollout('settle-step.ts'),
      from: "if (!isAsked) return refused(step, 'lostCreate');",
    },
    ...{ to: '', ...unit('settle.test.ts'), name: 'takes three answers' },
  },
  {
    ...{ id: 'settle-own', rule: 'only what the create would have made is adopted' },
    ...{ file: rollout('settle-step.ts'), from: "if (!isOurs) return refused(step, 'ownObject');" },
    ...{ to: '', ...unit('settle.test.ts'), name: 'adopts only' },
  },
];
