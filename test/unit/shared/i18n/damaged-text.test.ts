import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';

test('tells a damaged database from a broken chain of entries', () => {
  const file = describeFailure(failure('store/corrupt', { code: '11' }), 'en');
  expect(file.what).toBe('The data of this plan is damaged.');
  expect(`${file.why} ${file.do}`).not.toMatch(/entry|chain/);
  expect(file.details).toContain('code: 11');
  const chain = describeFailure(failure('store/corrupt', { entry: '7' }), 'en');
  expect(`${chain.what} ${chain.why}`).toMatch(
    /journal .* is damaged\. Its chain breaks at entry 7/,
  );
});
