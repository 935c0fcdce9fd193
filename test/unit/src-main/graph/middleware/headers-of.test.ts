import type { Context } from '@microsoft/microsoft-graph-client';
import { expect, test } from 'vitest';
import { headersOf } from '../../../../../src-main/graph/middleware/headers-of';

const given = { Accept: 'application/json', ConsistencyLevel: 'eventual' };
const seen = { accept: 'application/json', consistencylevel: 'eventual' };

test.each([
  ['as the library has them', given, seen],
  ['as a list', Object.entries(given), seen],
  ['as headers', new Headers(given), seen],
  ['not there', undefined, {}],
])('headers %s', (_name, headers, expected) => {
  const context: Context = { request: '/', ...(headers && { options: { headers } }) };
  expect(headersOf(context)).toEqual(expected);
});
