import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import type { Json } from '../../../../shared/json';
import { keepNewcomers, newcomersOf } from '../../../../src-main/rollout/newcomers';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

it('keeps the names of one rollout’s newcomers, and none of whom nobody read', () => {
  const kept = new Map<string, Json>();
  const settings = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: Json) => {
      kept.set(key, value);
      return ok(undefined);
    },
  };
  const [person] = scenarioPlan('S02').plan.people;
  if (person === undefined) throw new Error('a person');
  const people = new Map([[person.id, person]]);
  keepNewcomers(settings, 'one', [person.id, 'unread'], people);
  const { name, upn } = person;
  expect(newcomersOf(settings, 'one')).toEqual({ [person.id]: { name, upn } });
  expect(newcomersOf(settings, 'other')).toEqual({});
  expect(newcomersOf(settings, null)).toEqual({});
});
