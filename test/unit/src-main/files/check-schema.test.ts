import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { checkSchema } from '../../../../src-main/files/check-schema';
import { answersSchema } from '../../../../shared/tenant/answer';
import { choicesSchema } from '../../../../shared/tenant/choice';

const check = (value: unknown) =>
  checkSchema(answersSchema, JSON.stringify(value), {
    name: 'causeway-answers/1',
    file: 'a.json',
    code: 'input/answers-invalid',
  });

describe('a file against its schema', () => {
  it('gives the parsed value', () => {
    expect(check({ schema: 'causeway-answers/1', by: 'me' })).toMatchObject({ ok: true });
  });

  it.each([
    [{ schema: 'causeway-choices/1' }, 'file/wrong-schema', { actual: 'causeway-choices/1' }],
    [[], 'file/wrong-schema', { actual: '–' }],
    [{ schema: 'causeway-answers/1', extra: 1 }, 'input/answers-invalid', { place: 'extra' }],
    [
      { schema: 'causeway-answers/1', sspr: { methods: ['mobilePhone', 'pigeon'] } },
      'input/answers-invalid',
      { place: 'sspr.methods[1]' },
    ],
    [
      { schema: 'causeway-answers/1', accounts: { sharedMailboxes: [{ upn: 3 }] } },
      'input/answers-invalid',
      { place: 'accounts.sharedMailboxes[0].upn', expected: 'string' },
    ],
  ])('%j', (value, code, values) => {
    expect(check(value)).toMatchObject({ ok: false, failure: { code, values } });
  });

  it('names every problem, unknown fields and the closest known ones first', () => {
    const accounts = {
      serviceAcounts: [],
      syncAccounts: [{ upnn: 'a' }, { id: 'a', upn: 'b' }, {}, 'a'],
      emergencyAccess: [{ upn: 'a', alertng: true }, { alerting: true }],
    };
    const value = { schema: 'causeway-answers/1', sspr: { scop: 'all', zzzzzz: 1 }, accounts };
    expect(placesOf(value)).toEqual([
      'sspr.scop: never (scope)',
      'sspr.zzzzzz: never',
      'accounts.emergencyAccess[0].alertng: never (alerting)',
      'accounts.syncAccounts[0].upnn: never (upn)',
      'accounts.serviceAcounts: never (serviceAccounts)',
      'accounts.emergencyAccess[1]: account_selector',
      'accounts.syncAccounts[1]: account_selector',
      'accounts.syncAccounts[2]: account_selector',
      'accounts.syncAccounts[3]: account_selector',
    ]);
  });

  it('calls a field that is missing required, and keeps what a schema says itself', () => {
    const signed = { value: 'drop', reason: ' ', by: 'b', range: '10.0.0.0/8' };
    const value = { schema: 'causeway-choices/1', trustedIps: [signed, { ...signed, at: 'x' }] };
    expect(placesOf(value, choicesSchema)).toEqual([
      'trustedIps[0].reason: reason',
      'trustedIps[0].at: required_field',
      'trustedIps[1].reason: reason',
      'trustedIps[1].at: instant',
    ]);
  });

  it('tells at most a hundred problems, and of a long document the first', () => {
    const strangers = (count: number): Record<string, number> =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${String(at)}`, at]));
    const schema = 'causeway-answers/1';
    expect(placesOf({ schema, ...strangers(5_000) })).toHaveLength(100);
    const broken = [1, 2, 3].map((one) => ({ upn: one }));
    const long = { schema, by: 'a'.repeat(1_000_001), accounts: { sharedAccounts: broken } };
    expect(placesOf(long)).toHaveLength(1);
  });

  it('says so in few words, however long the names a file makes up', () => {
    const strangers = Array.from({ length: 100 }, (_, at) => [`${'k'.repeat(900)}${at}`, at]);
    const text = JSON.stringify({ schema: 'causeway-answers/1', ...Object.fromEntries(strangers) });
    const file = `${'/a/folder/of/somebody'.repeat(6)}/answers.json`;
    const found = checkSchema(answersSchema, text, { name: 'causeway-answers/1', file });
    const words = JSON.stringify(found);
    expect(words.length).toBeLessThan(20_000);
    expect(found).toMatchObject({ ok: false, failure: { also: expect.any(Array) as unknown } });
  });

  it('puts problems that no schema sees in front of the others', () => {
    const text = JSON.stringify({ schema: 'causeway-answers/1', extra: 1 });
    const found = checkSchema(answersSchema, text, {
      name: 'causeway-answers/1',
      file: 'a.json',
      also: ({ extra }) => [failure('input/unknown-user', { user: String(extra) })],
    });
    expect(found).toMatchObject({
      failure: { code: 'input/unknown-user', also: [{ values: { place: 'extra' } }] },
    });
  });
});

function placesOf(value: { schema: string }, schema: v.GenericSchema = answersSchema): string[] {
  const options = { name: value.schema, file: 'a.json' };
  const result = checkSchema(schema, JSON.stringify(value), options);
  if (result.ok) return [];
  return [result.failure, ...(result.failure.also ?? [])].map(({ values }) => {
    const { place, expected, near } = values;
    return `${place}: ${expected}${near === undefined ? '' : ` (${near})`}`;
  });
}
