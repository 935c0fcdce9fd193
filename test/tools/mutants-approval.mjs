/** What ends an approval, and whose it is (execution.md 3.8, 1.2); a person's answers (3.4). */

const rollout = (file) => `src-main/rollout/${file}`;
const unit = (file) => ({ project: 'unit', test: `unit/src-main/rollout/${file}` });
const ends = (id, rule, from, to, name) => ({
  ...{ id, rule, file: rollout('approval.ts'), from, to },
  ...{ ...unit('approval-ends.test.ts'), name },
});

export const approvalMutants = [
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
