import { describe, expect, test } from 'vitest';
import {
  checkMessage,
  fillMessage,
} from '../../../../shared/exports/messages-to-users/check-message';
import { personValues, ringValues } from '../../../../shared/exports/messages-to-users/fill-values';
import { helpDeskSheet } from '../../../../shared/exports/messages-to-users/help-desk';
import {
  messagesMarkdown,
  messagesTable,
} from '../../../../shared/exports/messages-to-users/message-files';
import {
  needsPass,
  ringMessages,
  sendDay,
  templatesFor,
  textFor,
} from '../../../../shared/exports/messages-to-users/ring-messages';
import {
  messageTemplates,
  standardText,
} from '../../../../shared/exports/messages-to-users/templates';
import { toMarkdown } from '../../../../shared/exports/markdown';
import { redactPlan } from '../../../../shared/exports/redact';
import { reportWords } from '../../../../shared/exports/report-words';
import type { Plan } from '../../../../shared/plan/plan';
import { planScenario } from '../plan/plans';

const signed = { reason: 'r', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
const dates = { schedule: { timeZone: 'Asia/Tokyo', startOn: '2026-11-30', ...signed } };
const { plan } = planScenario('S02', dates);
const wordsOf = (of: Plan) => reportWords(of, 'en', 'UTC');
const find = (id: string) => {
  const found = messageTemplates.find((template) => template.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
};

describe('the standard texts', () => {
  test.each(messageTemplates.map(({ id }) => id))('%s is whole in both languages', (id) => {
    for (const language of ['en', 'ja'] as const) {
      const text = standardText(find(id), language);
      expect(text.subject).not.toBe('');
      expect(checkMessage(find(id), text)).toEqual([]);
    }
  });
});

describe('a written text', () => {
  const template = find('users.announce.register');
  const whole = { subject: 'On {date}', body: 'Open {link}' };

  test('needs the date and the page to register on', () => {
    expect(checkMessage(template, whole)).toEqual([]);
    expect(checkMessage(template, { subject: 'Soon', body: 'Register' })).toEqual([
      { kind: 'missingPlaceholder', name: 'date' },
      { kind: 'missingPlaceholder', name: 'link' },
    ]);
  });

  test('may name nothing that is not filled in, and leave no brace open', () => {
    const text = { ...whole, body: '{link} {password} {constructor} {' };
    expect(checkMessage(template, text)).toEqual([
      { kind: 'openBrace' },
      { kind: 'unknownPlaceholder', name: 'password' },
      { kind: 'unknownPlaceholder', name: 'constructor' },
    ]);
    expect(fillMessage('{constructor} {date}', { date: 'x' })).toBe('{constructor} x');
  });

  test('a value that looks like a placeholder is not filled again', () => {
    expect(fillMessage('{name}', { name: '{date}', date: 'x' })).toBe('{date}');
  });

  test('goes before the standard one, and the ring’s before that of all', () => {
    const all = { subject: 'a', body: 'all' };
    const one = { subject: 'b', body: 'one' };
    const choice = {
      ...signed,
      texts: { [template.id]: { en: all }, [`ring:2/${template.id}`]: { en: one } },
    };
    expect(textFor(choice, template, 2, 'en').body).toBe('one');
    expect(textFor(choice, template, 1, 'en').body).toBe('all');
    expect(textFor(choice, template, 2, 'ja')).toEqual(standardText(template, 'ja'));
  });
});

describe('who is told what', () => {
  const rings = ringMessages(plan);

  test('every member of a ring once, the phone-only and those without a method must register', () => {
    expect(rings.map(({ members }) => members.length)).toEqual(
      plan.rings.map(({ members }) => members.length),
    );
    const people = new Map(plan.people.map((person) => [person.id, person]));
    for (const { userId, variant } of rings.flatMap(({ members }) => members)) {
      const person = people.get(userId);
      if (person?.hasNoMethod === true || person?.isPhoneOnly === true) {
        expect(variant).toBe('register');
      }
    }
  });

  test('whose methods were not read is asked to look, never told that nothing changes', () => {
    const blind = { ...plan, people: plan.people.map((one) => ({ ...one, methods: null })) };
    const told = ringMessages(blind).flatMap(({ members }) => members);
    expect(new Set(told.map(({ variant }) => variant))).toEqual(new Set(['register']));
  });

  test('seven days before the day on which something changes, in the tenant’s zone', () => {
    const ring = { ring: 1, changesAt: '2026-12-14T00:30+09:00', endsAt: null, members: [] };
    expect(sendDay(ring, 'announce')).toBe('2026-12-07');
    expect(sendDay(ring, 'dayBefore')).toBe('2026-12-13');
    expect(sendDay(ring, 'after')).toBeNull();
  });

  test('nobody gets a message of a kind that is not in their ring', () => {
    const [first] = rings;
    if (first === undefined) throw new Error('no ring');
    const only = { ...first, members: [{ userId: 'x', variant: 'same' as const }] };
    const ids = templatesFor(only).map(({ id }) => id);
    expect(ids).toContain('users.announce.same');
    expect(ids).not.toContain('users.announce.register');
    expect(ids).toContain('helpDesk.announce');
  });

  test('a pass only for whoever has nothing and is asked already', () => {
    for (const person of plan.people.filter(needsPass)) {
      expect(person.hasNoMethod).toBe(true);
    }
  });

  test('no pass for guests from outside, whom nobody can give one', () => {
    const { plan: retail } = planScenario('S14');
    const guests = retail.people.filter((one) => one.kind === 'externalGuest');
    expect(guests.filter((one) => one.hasNoMethod && one.cover !== 'none')).toHaveLength(150);
    expect(guests.filter(needsPass)).toEqual([]);
    const guest = guests[0];
    if (guest === undefined) throw new Error('no guest');
    expect(needsPass({ ...guest, kind: 'internalGuest' })).toBe(true);
  });
});

describe('the exported files', () => {
  test('say that the date is open until somebody sets it', () => {
    const undated = planScenario('S02').plan;
    const [ring] = ringMessages(undated);
    if (ring === undefined) throw new Error('no ring');
    expect(ringValues(undated, ring, 'en').date).toBe('(date to be set)');
    expect(ringValues(undated, ring, 'en').time).toBe('(time to be set)');
    expect(ringValues(undated, ring, 'ja').time).toBe('(時刻未定)');
    expect(ringValues(plan, ringMessages(plan)[0] ?? ring, 'en').date).toMatch(/2026|2027/);
  });

  test('a row a person with the days of their messages', () => {
    const table = messagesTable(plan, wordsOf(plan));
    expect(table.rows).toHaveLength(plan.rings.flatMap(({ members }) => members).length);
    expect(table.header).toHaveLength(table.rows[0]?.length ?? 0);
  });

  test('nothing a person wrote and no name when names are hidden', () => {
    const messages = {
      ...signed,
      contact: 'Kestrel desk 555',
      texts: { 'users.announce.same': { en: { subject: 'Kestrel {date}', body: 'Kestrel' } } },
    };
    const hidden = redactPlan(planScenario('S02', { ...dates, messages }).plan, 'en');
    const words = wordsOf(hidden);
    const all = [
      messagesMarkdown(hidden, words),
      JSON.stringify(messagesTable(hidden, words)),
      toMarkdown(helpDeskSheet(hidden, words)),
    ].join('\n');
    expect(all).not.toMatch(/kestrel/i);
  });

  test('a text cannot break out of its block', () => {
    const body = '```\n# Not a heading {date}\n````';
    const texts = { 'users.announce.same': { en: { subject: '{date} # x', body } } };
    const written = planScenario('S02', { ...dates, messages: { ...signed, texts } }).plan;
    expect(messagesMarkdown(written, wordsOf(written))).toContain('`````text\n```');
  });

  test('what one person can register is named in words', () => {
    const person = plan.people.find(({ isPhoneOnly }) => isPhoneOnly);
    const values = personValues(plan, person?.id ?? '', 'en');
    expect(values.methods).toContain('Microsoft Authenticator');
    expect(values.deadline).toMatch(/2027/);
  });
});

test('the table of who gets what grows with the people, not with their square', () => {
  const members = Array.from({ length: 60_000 }, (_, n) => `p${String(n)}`);
  const large: Plan = {
    ...plan,
    rings: plan.rings.slice(0, 1).map((ring) => ({ ...ring, members })),
  };
  const words = wordsOf(large);
  const started = performance.now();
  expect(messagesTable(large, words).rows).toHaveLength(members.length);
  // Asking anew for each person what the whole ring gets took minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
}, 600_000);
