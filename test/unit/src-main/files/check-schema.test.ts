import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../../../src-main/files/check-schema';
import { answersSchema } from '../../../../shared/tenant/answer';

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
});
