import { expect, it } from 'vitest';
import { tokenTaker } from '../../../../src-main/cli/take-token';

it('takes a token out of the environment, and gives it to each entry that names the variable', () => {
  const variables: Record<string, string | undefined> = { A: ' token\n', B: ' ', OTHER: 'stays' };
  const take = tokenTaker(variables);
  expect([take('A'), take('A'), take('B'), take('C')]).toEqual(['token', 'token', null, null]);
  expect(variables).toEqual({ OTHER: 'stays' });
});
