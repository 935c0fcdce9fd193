/** The switch from security defaults to Conditional Access (execution.md 2.4). */

const guarded = { project: 'contract', test: 'crash/switch-guards.test.ts' };
const onItsWay = { project: 'contract', test: 'crash/switch-on-its-way.test.ts' };
const journey = { project: 'contract', test: 'crash/switch.test.ts' };

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file: `src-main/rollout/${file}`, from, to },
  ...shown,
  ...(name === undefined ? {} : { name }),
});

export const switchMutants = [
  mutant(
    'SW-alone',
    'security defaults never go off by themselves',
    'kind-refusals.ts',
    'return motion.bundle === undefined ? defaultsRefusal(step, fresh, isForward) : null;',
    'return null;',
    guarded,
    'by itself',
  ),
  mutant(
    'SW-cover',
    'the own policy asks everybody whom security defaults ask',
    'guards.ts',
    'return coverRefusal(engine, fresh, bundle.reduce(applyStep, fresh.image), parts);',
    'return null;',
    guarded,
    'ask everybody',
  ),
  mutant(
    'SW-approved',
    'what is turned on is what was approved',
    'policy-changes.ts',
    ' || isTurnedOn(engine, step, id)',
    '',
    guarded,
    'approved any more',
  ),
  mutant(
    'SW-intents',
    'what every part sends is durable before the first leaves',
    'apply-switch.ts',
    'engine.log.append(...intents)',
    'engine.log.append(...intents.slice(0, 1))',
    journey,
    'leaves nothing between',
  ),
  mutant(
    'SW-judged',
    'emergency access is judged over the real list',
    'switch-hold.ts',
    'judgeSwitched(engine, fresh.value, policies) !== null',
    'false',
    onItsWay,
    'real list',
  ),
  mutant(
    'SW-again',
    'nobody is left without anything that asks',
    'switch-back.ts',
    "if (!isCovered && why !== 'switchLocksOut') {",
    'if (!isCovered && why === null) {',
    onItsWay,
    'nothing else asks',
  ),
  mutant(
    'SW-calm',
    'a pause does not cut it in half',
    'switch-hold.ts',
    'await engine.clock.sleep(pauseMs, calm);',
    'await engine.clock.sleep(pauseMs, run.signal);',
    onItsWay,
    'until it is whole',
  ),
  mutant(
    'SW-half',
    'it is taken back as a whole',
    'roll-back.ts',
    'if (bundleEnd(steps, place) !== place) {',
    'if (bundleEnd(steps, place) < 0) {',
    guarded,
    'half of it',
  ),
  mutant(
    'SW-settle',
    'what died in the middle is settled first',
    'switch-parts.ts',
    "return isGoingBack || hasActed ? 'between' : 'before';",
    "return isGoingBack && hasActed ? 'between' : 'before';",
    onItsWay,
    'died in the middle',
  ),
  mutant(
    'SW-microsoft',
    'policies Microsoft makes then are no foreign change',
    'policy-changes.ts',
    'return isSwitched && microsoftsOwn(fresh).has(id);',
    'return isSwitched && id.length === 0;',
    journey,
    'took over',
  ),
];
