import { expect, test } from 'vitest';
import { PeoplePlaces } from '../../../shared/people-places';

const people = Array.from({ length: 300 }, (_, n) => ({ id: `u${String(n)}` }));

test('finds everybody, in order or not, near or far, few or many', () => {
  const places = new PeoplePlaces(people);
  expect([...places.ofAll(['u0', 'u1', 'u3', 'u20', 'u150'])]).toEqual([0, 1, 3, 20, 150]);
  expect(places.of('u2')).toBe(2);
  for (let n = 299; n >= 0; n -= 7) expect(places.of(`u${String(n)}`)).toBe(n);
});

test('knows nobody it was not given', () => {
  const places = new PeoplePlaces(people);
  for (let n = 0; n < 20; n += 1) expect(places.of(`x${String(n)}`)).toBe(-1);
  expect(new PeoplePlaces([]).of('u0')).toBe(-1);
});

test('of two with one id it is the last, however many were asked about before', () => {
  const twice = [{ id: 'b' }, ...people, { id: 'a' }, { id: 'u200' }];
  const [few, many] = [new PeoplePlaces(twice), new PeoplePlaces(twice)];
  for (let n = 0; n < 20; n += 1) many.of(`x${String(n)}`);
  expect([few.of('u200'), many.of('u200')]).toEqual([302, 302]);
});

test('tells ids apart that all end alike, and those that are one letter', () => {
  const tail = '-and-so-on-and-so-on';
  const alike = Array.from({ length: 5_000 }, (_, n) => ({ id: `${String(n)}${tail}` }));
  const places = new PeoplePlaces([...alike, { id: '' }, { id: 'x' }]);
  for (let n = 4_999; n >= 0; n -= 3) expect(places.of(`${String(n)}${tail}`)).toBe(n);
  expect(places.of(tail)).toBe(-1);
  expect([places.of('x'), places.of('')]).toEqual([5_001, 5_000]);
});
