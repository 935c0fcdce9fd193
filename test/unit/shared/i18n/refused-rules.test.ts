import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';

describe('what a rule of the kind refuses for', () => {
  const refused = (values: Readonly<Record<string, string>>, language: 'en' | 'ja') =>
    describeFailure(failure('guardrail/refused', { step: 's09', ...values }), language);

  it.each(['en', 'ja'] as const)(
    'tells an answer without a code by its status, in %s',
    (language) => {
      const values = { step: 's01', status: '412', code: '', why: 'conflict' };
      const { why } = describeFailure({ code: 'step/refused', values }, language);
      expect(why).toMatch(/HTTP 412[:。]/);
      expect(why).not.toContain('–');
      const coded = describeFailure(
        { code: 'step/refused', values: { ...values, code: 'Gone' } },
        'en',
      );
      expect(coded.why).toContain('412 Gone');
    },
  );

  it('names the policies that leave the group out', () => {
    const values = { expected: 'noOutsideExclusion', policies: 'Partners, outside\nService desk' };
    const text = refused(values, 'en');
    expect(text.why).toMatch(
      /leaves this group out\. Policies: Partners, outside and Service desk\.$/,
    );
    expect(text.details).toEqual([]);
    expect(refused(values, 'ja').why).toMatch(
      / \(該当するポリシー: Partners, outside、Service desk\)$/,
    );
  });

  it('names the people who could not be read, and counts the rest', () => {
    const values = { expected: 'readablePeople', people: 'Mori\nSato', count: '5' };
    const text = refused(values, 'en');
    expect(text.why).toMatch(/ People: Mori, Sato and 3 more\.$/);
    expect(text.details).toEqual([]);
    expect(refused(values, 'ja').why).toMatch(/ \(該当する人: Mori、Sato、ほか 3 人\)$/);
  });

  it('says no more where it names nobody', () => {
    expect(refused({ expected: 'publicCloud' }, 'en').why).not.toMatch(/Policies|People/);
  });
});
