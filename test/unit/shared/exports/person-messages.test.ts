import { expect, it } from 'vitest';
import { personMessages } from '../../../../shared/exports/messages-to-users/person-messages';
import { ringMessages } from '../../../../shared/exports/messages-to-users/ring-messages';
import { planScenario } from '../plan/plans';

const signed = { reason: 'r', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
const dates = { schedule: { timeZone: 'Asia/Tokyo', startOn: '2026-11-30', ...signed } };
const { plan } = planScenario('S02', dates);
const rings = ringMessages(plan);
const memberOf = (variant: string) =>
  rings.flatMap(({ members }) => members).find((one) => one.variant === variant)!.userId;

it('gives a person the messages of their kind, in order, with nothing left in braces', () => {
  const messages = personMessages(plan, memberOf('register'));
  expect(messages.map(({ moment }) => moment)).toEqual([
    'announce',
    'remind',
    'dayBefore',
    'after',
  ]);
  const days = messages.map(({ day }) => day);
  expect(days.every((day) => day !== null)).toBe(true);
  expect([...days].sort()).toEqual(days);
  for (const { en, ja } of messages) {
    for (const text of [en.subject, en.body, ja.subject, ja.body]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[{}]/);
    }
  }
});

it('names the person, and uses the text written for the ring', () => {
  const userId = memberOf('change');
  const ring = rings.find(({ members }) => members.some((one) => one.userId === userId))!.ring;
  const texts = {
    [`ring:${ring}/users.announce.change`]: { en: { subject: 'To {name}', body: 'On {date}' } },
  };
  const written = { ...plan, choices: { ...plan.choices, messages: { texts, ...signed } } };
  const [announce] = personMessages(written, userId);
  const person = plan.people.find(({ id }) => id === userId)!;
  expect(announce?.en.subject).toBe(`To ${person.name === '' ? person.upn : person.name}`);
  expect(announce?.ja.subject).not.toBe('');
});

it('has no day before dates are set, and no message for somebody in no ring', () => {
  const undated = planScenario('S02').plan;
  expect(personMessages(undated, memberOf('register')).map(({ day }) => day)).toEqual([
    ...[null, null, null, null],
  ]);
  const outside = plan.tracks.flatMap(({ members }) => members)[0]!;
  expect(personMessages(plan, outside)).toEqual([]);
  expect(personMessages(plan, 'nobody')).toEqual([]);
});
