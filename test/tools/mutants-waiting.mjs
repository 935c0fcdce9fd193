/** What a step waits for: the schedule, and what report-only has shown. */

const late = { project: 'unit', test: 'unit/src-main/rollout/guards-late.test.ts' };
const schedule = { project: 'unit', test: 'unit/src-main/rollout/start-window.test.ts' };
const reportOnly = {
  project: 'unit',
  test: 'unit/src-main/rollout/read-sign-in-windows.test.ts',
};

export const waitingMutants = [
  {
    id: 'window',
    rule: 'nothing starts while the schedule is closed',
    file: 'src-main/rollout/start-window.ts',
    from: 'return heldNow(engine, motion.step, now);',
    to: 'return null;',
    ...late,
    name: 'window',
  },
  {
    id: 'window-word',
    rule: 'a word to start all the same counts for one run',
    file: 'src-main/rollout/start-window.ts',
    from: 'word.seq > approval.seq',
    to: 'true',
    ...schedule,
    name: 'takes such a word for one run',
  },
  {
    id: 'window-reason',
    rule: 'such a word needs a reason',
    file: 'src-main/rollout/start-window.ts',
    from: "reason.trim() === ''",
    to: 'false',
    ...schedule,
    name: 'a person’s word',
  },
  {
    id: 'window-back',
    rule: 'taking back is never held by the schedule',
    file: 'src-main/rollout/start-window.ts',
    from: "motion.direction === 'back' || ",
    to: '',
    ...late,
    name: 'window',
  },
  {
    id: 'report-only-unseen',
    rule: 'report-only policies nobody has signed in under tell nothing',
    file: 'src-main/rollout/report-only-policies.ts',
    from: ' || !haveJudged(policies, policyIds, seen.judged ?? {})',
    to: '',
    ...reportOnly,
    name: 'before anybody has signed in',
  },
  {
    id: 'report-only-narrow',
    rule: 'the policy for everybody is one that must have judged somebody',
    file: 'src-main/rollout/report-only-policies.ts',
    from: 'wide.length > 0 ? wide.every(has) : ids.some(has)',
    to: 'ids.some(has)',
    ...reportOnly,
    test: 'unit/src-main/rollout/report-only-judged.test.ts',
    name: 'under the policy for everybody',
  },
  {
    id: 'report-only-off',
    rule: 'a policy that does not report tells nothing',
    file: 'src-main/rollout/report-only-policies.ts',
    from: '!areReporting || ',
    to: '',
    ...reportOnly,
    name: 'a policy that does not report',
  },
  {
    id: 'report-only-cut',
    rule: 'a log that was not read to its end meets no gate',
    file: 'src-main/rollout/report-only-policies.ts',
    from: 'seen.cutAt !== null && found <= atMost',
    to: 'false',
    ...reportOnly,
    name: 'from a cut one only when it is too high',
  },
  {
    id: 'word-operator',
    rule: 'no word stands against what the tenant shows of the operator and a second administrator',
    file: 'src-main/rollout/confirm-step.ts',
    from: 'if (code === undefined) return ok(undefined);',
    to: 'return ok(undefined);',
    project: 'unit',
    test: 'unit/src-main/rollout/operator-secured.test.ts',
    name: 'is not taken while',
  },
];
