/** A step that a person does in the portal: nothing is sent, and no green without the guards. */

const each = { project: 'contract', test: 'crash/by-hand.test.ts' };
const guarded = { project: 'contract', test: 'crash/by-hand-guarded.test.ts' };

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file, from, to },
  ...shown,
  name,
});

export const byHandMutants = [
  mutant(
    'hand-sender',
    'a step done by hand has no sender',
    'src-main/rollout/apply-step.ts',
    'if (motion !== undefined && isByHand(motion)) return handsOff;',
    '',
    each,
    'sends nothing',
  ),
  mutant(
    'hand-sent',
    'what was changed back meanwhile is not sent',
    'src-main/rollout/apply-object.ts',
    'if (isByHand(motion)) {\n    return pause',
    'if (false) {\n    return pause',
    guarded,
    'changed back while',
  ),
  mutant(
    'hand-begun',
    'what is not there yet is not written down as begun',
    'src-main/rollout/confirm-by-hand.ts',
    "return place === 'prior' ? err(notThereYet(engine, step, value)) : ok(place);",
    'return ok(place);',
    each,
    'is done once it is there',
  ),
  mutant(
    'hand-guards',
    'no guard of the tenant is left out for what was done by hand',
    'src-main/rollout/by-hand.ts',
    'all.filter((guard) => !ofSending.has(guard))',
    '[]',
    guarded,
    'a stop loosens',
  ),
  mutant(
    'hand-token',
    'nobody is asked for a permission to change what is only read',
    'src-main/rollout/by-hand.ts',
    "new Set(['G5', 'G14'])",
    "new Set(['G14'])",
    guarded,
    'needs no permission',
  ),
  mutant(
    'hand-cover',
    'whoever was cleared with nothing else that asks is not done',
    'src-main/rollout/items-by-hand.ts',
    "else if (code === undefined || code === 'disabled')",
    'else if (true)',
    guarded,
    'fails for whoever',
  ),
  mutant(
    'hand-ours',
    'what a person did for this rollout is its own to take back',
    'shared/journal/step-state.ts',
    'if (isThereByHand(entry)) draft.hasChanged = true;',
    '',
    each,
    'is taken back like any other',
  ),
  mutant(
    'hand-people',
    'and so is what was done to a person',
    'shared/journal/step-state.ts',
    '|| isSent || isThereByHand(entry)',
    '|| isSent',
    each,
    'is taken back like any other',
  ),
  mutant(
    'hand-stop',
    'what is there although a guard says no is loosened by a stop',
    'src-main/rollout/confirm-by-hand.ts',
    'const told = await engine.log.append(handEvidence(motion, true));',
    'const told = ok(undefined);',
    guarded,
    'a stop loosens',
  ),
  mutant(
    'hand-create',
    'an object that Causeway did not make is not taken for its own',
    'shared/plan/by-hand.ts',
    "if (step.kind === 'ca.create') return 'policy';",
    '',
    each,
    'is the app’s alone',
  ),
];
