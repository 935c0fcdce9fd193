/** The way back: how far it goes, and what moved since is asked about first (execution.md 3.6). */

const mutant = (id, rule, file, from, to, shown, name) => ({
  ...{ id, rule, file: file.startsWith('../') ? file.slice(3) : `src-main/${file}`, from, to },
  ...shown,
  name,
});

const range = { project: 'contract', test: 'crash/roll-back.test.ts' };
const onePerson = { project: 'contract', test: 'crash/roll-back-person.test.ts' };
const kept = { project: 'unit', test: 'unit/src-main/rollout/roll-back-range.test.ts' };
const moved = { project: 'contract', test: 'crash/moved-since.test.ts' };
const decided = { project: 'unit', test: 'unit/src-main/rollout/decide-back.test.ts' };

const listed = { project: 'unit', test: 'unit/src-main/workspace/cannot-undo.test.ts' };
const notOurs = { project: 'contract', test: 'crash/not-ours.test.ts' };

export const backMutants = [
  mutant(
    'BACK-one-way',
    'what cannot come back is listed before the approval',
    'workspace/review-view.ts',
    "step.reverse.kind === 'oneWay' ||",
    '',
    listed,
    'has one way only',
  ),
  mutant(
    'BACK-mine',
    'nobody is taken back whom this rollout did not change',
    'rollout/roll-back.ts',
    "state.changedItems.has(userId) || (state.direction === 'back' && state.items.has(userId))",
    "userId !== ''",
    notOurs,
    'a person’s state',
  ),
  mutant(
    'BACK-ours',
    'and no object',
    'rollout/roll-back.ts',
    'if (!isOurs) return',
    'if (step.id === "") return',
    notOurs,
    'a method',
  ),
  mutant(
    'BACK-range',
    'how far a roll back goes is written down before it begins',
    'rollout/roll-back.ts',
    'const asked = await engine.log.append(startNote(range, first, series, given));',
    'const asked = ok(undefined);',
    range,
    'remembers how far',
  ),
  mutant(
    'BACK-look',
    'what moved is decided by a person before the first reverse leaves',
    'rollout/roll-back.ts',
    'if (undecided.length > 0) {',
    'if (undecided.length < 0) {',
    moved,
    'before the first reverse leaves',
  ),
  mutant(
    'BACK-kept',
    'a person’s words are gone on with after a crash',
    'rollout/roll-back.ts',
    'range.choices ?? openRange(engine.log.entries)?.choices ?? []',
    'range.choices ?? []',
    moved,
    'over a crash',
  ),
  mutant(
    'BACK-seen',
    'a word counts for what was shown alone',
    'rollout/decide-back.ts',
    'if (word?.seen !== seen ||',
    'if (word === undefined ||',
    decided,
    'counts for what was shown alone',
  ),
  mutant(
    'BACK-unread',
    'nothing is written over what was not read',
    'rollout/decide-back.ts',
    '!one.ways.includes(word.way)',
    'false',
    decided,
    'what was not read',
  ),
  mutant(
    'BACK-range-over',
    'and is forgotten once the plan went forward again',
    'rollout/roll-back-range.ts',
    "directionOf(entry) === 'forward' &&",
    'false &&',
    kept,
    'goes forward again',
  ),
  mutant(
    'BACK-one-person',
    'who was taken back alone is not taken back a second time',
    '../shared/journal/step-state.ts',
    "entry.body['why'] === 'takenBack'",
    'false',
    onePerson,
    'theirs alone',
  ),
];
