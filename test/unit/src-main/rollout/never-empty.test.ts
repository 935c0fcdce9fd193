import { expect, it } from 'vitest';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const empty = { value: [] };

it.each([
  ['domains', '/v1.0/domains'],
  ['roles', '/v1.0/roleManagement/directory/roleAssignments'],
  ['authenticationStrengths', '/v1.0/policies/authenticationStrengthPolicies'],
  ['users', '/v1.0/users'],
  ['organization', '/v1.0/organization'],
] as const)('takes an empty list of %s for no answer: every tenant has some', async (name, url) => {
  const snapshot = await readCapture(captureOf([answered(url, empty)]));
  expect(snapshot[name]).toEqual({ kind: 'unread', reason: { code: 'malformed' } });
});

it.each([
  ['groups', '/v1.0/groups'],
  ['conditionalAccess', '/v1.0/identity/conditionalAccess/policies'],
] as const)('but none of %s is an answer', async (name, url) => {
  const snapshot = await readCapture(captureOf([answered(url, empty)]));
  expect(snapshot[name]).toEqual({ kind: 'read', value: [] });
});
