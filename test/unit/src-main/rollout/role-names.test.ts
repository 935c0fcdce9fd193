import { expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const holder = '00000000-0000-4000-8000-000000000001';
const administrator = '62e90394-69f5-4237-9190-012177145e10';
const roles = '/v1.0/roleManagement/directory';
const definition = { id: administrator, displayName: 'Global Administrator', isBuiltIn: true };

/** One account that holds one role, in a tenant without P2. */
const readNames = (body: Json, status = 200) =>
  readCapture(
    captureOf([
      answered('/v1.0/subscribedSkus', { value: [] }),
      answered('/v1.0/users', { value: [{ id: holder, userPrincipalName: 'a@contoso.example' }] }),
      answered(`${roles}/roleAssignments`, {
        value: [{ principalId: holder, roleDefinitionId: administrator, directoryScopeId: '/' }],
      }),
      answered(`${roles}/roleDefinitions`, body, status),
    ]),
  );

const held = (roleName: string) => ({
  ...{ kind: 'read', value: [{ userId: holder, roleTemplateId: administrator, roleName }] },
});

it('are told by the definitions', async () => {
  const snapshot = await readNames({ value: [definition] });
  expect(snapshot.roles).toMatchObject(held('Global Administrator'));
  expect(snapshot.roleNamesUnread).toBeUndefined();
});

it.each([
  ['a refusal', { error: { code: 'Authorization_RequestDenied' } }, 403, 'refused'],
  ['a page for people', '<html></html>', 200, 'malformed'],
  ['an empty list', { value: [] }, 200, 'malformed'],
] as const)('are unread after %s, and who holds what is known', async (...given) => {
  const [, body, status, code] = given;
  const snapshot = await readNames(body, status);
  expect(snapshot.roles).toMatchObject(held(''));
  expect(snapshot.roleNamesUnread?.code).toBe(code);
});
