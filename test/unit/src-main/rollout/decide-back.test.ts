import { describe, expect, it } from 'vitest';
import type { DriftChoice, DriftWay } from '../../../../shared/journal/drift-choice';
import type { Step } from '../../../../shared/plan/step';
import { decideBack, togetherOf, toMoved } from '../../../../src-main/rollout/decide-back';
import type { Looked } from '../../../../src-main/rollout/look-back';
import { sha256 } from '../../../fixtures/stable-id';

const all = ['putBack', 'leave', 'stop'] as const;
const step = (id: string, ...owned: string[]): Step => ({ id, owned }) as unknown as Step;
const looked = (id: string, more: Partial<Looked> = {}): Looked => ({
  ...{ step: step(id, 'state'), item: null, key: 'object', place: 'moved', unread: null },
  ...{ now: { state: 'x' }, seen: 'x', ways: all, ...more },
});
const word = (id: string, way: DriftWay, seen = 'x', item: string | null = null): DriftChoice => ({
  ...{ step: id, item, way, seen },
});
const decide = (things: readonly Looked[], ...words: DriftChoice[]) => {
  const { words: kept, undecided } = decideBack(things, words, sha256);
  return {
    words: kept.map(({ step: id, item, way }) => [id, item, way]),
    undecided: undecided.map(({ step: own, item }) => [own.id, item]),
  };
};

describe('what a person decided before a roll back', () => {
  it('counts for what was shown alone', () => {
    expect(decide([looked('s1')])).toEqual({ words: [], undecided: [['s1', null]] });
    expect(decide([looked('s1')], word('s1', 'leave', 'y')).undecided).toEqual([['s1', null]]);
    expect(decide([looked('s1')], word('s1', 'leave'))).toEqual({
      ...{ words: [['s1', null, 'leave']], undecided: [] },
    });
    // As the plan wrote it again, but shown as something else.
    const written = looked('s1', { place: 'written', seen: 'w' });
    expect(decide([written], word('s1', 'leave')).undecided).toEqual([['s1', null]]);
    expect(decide([written])).toEqual({ words: [], undecided: [] });
    // Somebody has put it back already: nothing is left to decide.
    expect(decide([looked('s1', { place: 'before' })], word('s1', 'leave', 'y'))).toEqual({
      ...{ words: [], undecided: [] },
    });
  });

  it('takes no word that writes over what was not read', () => {
    const unread = looked('s1', { place: 'unread', seen: '', ways: ['leave', 'stop'] });
    expect(decide([unread], word('s1', 'putBack', '')).undecided).toEqual([['s1', null]]);
    expect(decide([unread], word('s1', 'leave', '')).words).toEqual([['s1', null, 'leave']]);
  });

  it('asks once for an object, and leaves all of it where it is left', () => {
    const older = looked('s1', { place: 'moved', seen: 'older' });
    const other = looked('s0', { step: step('s0', 'name'), place: 'written', seen: 'n' });
    const things = [looked('s2'), older, other];
    expect(decide(things).undecided).toEqual([['s2', null]]);
    expect(decide(things, word('s2', 'leave')).words).toEqual([
      ['s2', null, 'leave'],
      ['s1', null, 'leave'],
    ]);
    expect(decide(things, word('s2', 'stop')).words).toEqual([['s2', null, 'stop']]);
    // Put back, the older one is judged by what will stand there then.
    expect(decide(things, word('s2', 'putBack')).undecided).toEqual([['s1', null]]);
  });

  it('gives everybody of a step one word, and one person another', () => {
    const person = (id: string, seen: string) =>
      looked('s1', { item: id, key: `person ${id}`, seen, now: seen });
    const people = [person('a', 'enabled'), person('b', 'enforced')];
    const seen = togetherOf(people.map(toMoved), sha256).get('s1') ?? '';
    const words = [word('s1', 'leave', seen), word('s1', 'putBack', 'enforced', 'b')];
    expect(decide(people, ...words).words).toEqual([
      ['s1', 'a', 'leave'],
      ['s1', 'b', 'putBack'],
    ]);
    const third = [...people, person('c', 'enabled')];
    expect(decide(third, ...words).undecided.map(([, id]) => id)).toEqual(['a', 'c']);
  });
});
