import { expect, test } from 'vitest';
import { judgePeople } from '../../../../shared/assess/judge-people';
import { JudgedPerson, plainPerson } from '../../../../shared/assess/judged-person';
import type { Person } from '../../../../shared/assess/people';
import { read } from '../../../../shared/tenant/snapshot';
import { manyPeople } from '../../../fixtures/many-people';

const input = manyPeople(2_000);
const judged = judgePeople(input);
if (!judged.ok) throw new Error(judged.failure.code);
const { people, scopeAt, scopes } = judged.value;

/** Fields of the class, without those it keeps them in. */
const fields = Object.entries(Object.getOwnPropertyDescriptors(JudgedPerson.prototype))
  .filter(([, own]) => own.get !== undefined)
  .map(([name]) => name as keyof Person);

test('a copy has every field, and no field that is not told', () => {
  expect(fields.length).toBeGreaterThan(20);
  for (const person of people) {
    const copy = plainPerson(person);
    expect(fields.filter((name) => copy[name] !== person[name])).toEqual([]);
    expect(Object.values(copy).includes(undefined)).toBe(false);
  }
});

test('nobody is judged by what is true of whoever came before', () => {
  const { snapshot } = input;
  if (snapshot.users.kind !== 'read') throw new Error('Users are read.');
  const users = read([...snapshot.users.value].reverse());
  const again = judgePeople({ ...input, snapshot: { ...snapshot, users } });
  if (!again.ok) throw new Error(again.failure.code);
  const turned = again.value.people.map(plainPerson).reverse();
  for (const [place, person] of people.entries()) {
    expect(plainPerson(person)).toEqual(turned[place]);
  }
});

test('the scope at a place is that of the account there', () => {
  for (const [place, { id }] of people.entries()) {
    expect(scopeAt(place)?.userId).toBe(id);
    expect(scopes.get(id)?.userId).toBe(id);
  }
  expect(scopeAt(people.length)).toBe(undefined);
  expect(scopes.get('nobody')).toBe(undefined);
});
