import { expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const ids = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const [told, silent, torn, gone] = ids as [string, string, string, string];
const user = (id: string, accountEnabled: boolean | null): Json => ({
  ...{ id, userPrincipalName: `${id}@contoso.example`, accountEnabled },
  ...{ userType: 'Member', perUserMfaState: 'disabled' },
});
const row = (id: string, methodsRegistered: Json): Json => ({ id, methodsRegistered });
const key = { '@odata.type': '#microsoft.graph.fido2AuthenticationMethod', id: 'k' };

it('asks person by person where the report tells no methods or contradicts itself', async () => {
  const snapshot = await readCapture(
    captureOf([
      answered('/v1.0/users', {
        value: [user(told, true), user(silent, null), user(torn, true), user(gone, false)],
      }),
      answered('/v1.0/reports/authenticationMethods/userRegistrationDetails', {
        value: [
          row(told, ['mobilePhone']),
          { id: silent },
          row(torn, ['mobilePhone']),
          row(torn, ['fido2SecurityKey']),
        ],
      }),
      ...ids.map((id) => answered(`/beta/users/${id}/authentication/methods`, { value: [key] })),
    ]),
  );
  expect(snapshot.userMethods).toEqual({
    [silent]: { kind: 'read', value: ['fido2SecurityKey'] },
    [torn]: { kind: 'read', value: ['fido2SecurityKey'] },
  });
});
