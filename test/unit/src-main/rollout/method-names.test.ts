import { expect, test } from 'vitest';
import type { Json } from '../../../../shared/json';
import { methodNames } from '../../../../src-main/rollout/method-names';

const row = (type: string, more: object = {}): Json => ({
  '@odata.type': `#microsoft.graph.${type}AuthenticationMethod`,
  ...more,
});

test('names are those of the report, sorted, each once, without the password', () => {
  const value = [
    row('password'),
    row('phone', { phoneType: 'office' }),
    row('fido2'),
    row('fido2'),
    row('pigeon'),
  ];
  expect(methodNames({ value })).toEqual([
    ...['fido2SecurityKey', 'officePhone', 'pigeonAuthenticationMethod'],
  ]);
  expect(methodNames({ value: [] })).toEqual([]);
});

test.each<[string, Json | undefined]>([
  ['nothing', undefined],
  ['an object', {}],
  ['rows that are no list', { value: {} }],
  ['a list that goes on elsewhere', { value: [], '@odata.nextLink': 'https://x.example' }],
  ['a row without its type', { value: [{ id: 'x' }] }],
  ['a phone that does not say which', { value: [row('phone')] }],
  ['a phone of a kind nobody knows', { value: [row('phone', { phoneType: 'satellite' })] }],
])('%s is no list of methods', (_what, body) => {
  expect(methodNames(body)).toBeNull();
});
