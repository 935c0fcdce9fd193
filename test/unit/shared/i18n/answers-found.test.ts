import { expect, it } from 'vitest';
import { m } from '../../../../shared/paraglide/messages.js';

const english = { locale: 'en' } as const;

it.each([
  ['1', '1 answer found'],
  ['0', '0 answers found'],
  ['3,000', '3,000 answers found'],
])('%s in English: %s', (count, text) => {
  expect(m.taking_answers({ n: count }, english)).toBe(text);
  expect(m.read_looking_through({ count }, english)).toContain(`: ${text} so far`);
});

it('counts the tenants of a finding', () => {
  const texts = ['1', '2'].map((total) =>
    m.fleet_finding({ code: 'NO-METHOD', count: '1', total }, english),
  );
  expect(texts).toEqual(['NO-METHOD: 1 of 1 tenant', 'NO-METHOD: 1 of 2 tenants']);
});
