import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { decodeRegistration } from '../../../../shared/entra/decode-registration';
import { decodeUser } from '../../../../shared/entra/decode-user';
import { userSchema } from '../../../../shared/entra/user';
import { userRegistrationDetailsSchema } from '../../../../shared/entra/user-registration-details';
import type { Json } from '../../../../shared/json';

const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);
const junk = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom<Json>('x'.repeat(1_024), 'x'.repeat(1_025), null, [], {}, [null], ['a', 'b']),
  fc.constantFrom<Json>(
    [{ servicePlanId: 'p', capabilityStatus: 'Enabled', service: 's' }],
    [{ capabilityStatus: 3 }],
    { certificateUserIds: ['c'], other: 1 },
    { certificateUserIds: [7] },
  ),
);

/** A row that fits, with a few fields of it left out or something else, and some nobody asked for. */
function rows(good: { readonly [field: string]: Json }): fc.Arbitrary<Json> {
  const fields = [...Object.keys(good), 'constructor', 'toString', 'unknown', '@odata.etag'];
  return fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...fields), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...fields), junk), { maxLength: 2 }),
      fc.shuffledSubarray(fields, { minLength: fields.length }),
    )
    .map(([left, other, order]) => {
      const row: Record<string, Json> = {};
      const others = new Map(other);
      for (const field of order) {
        const value = others.get(field) ?? good[field];
        if (!left.includes(field) && value !== undefined) row[field] = value;
      }
      return row;
    });
}

const user = {
  ...{ id: 'u1', userPrincipalName: 'ana@x.example', displayName: 'Ana', accountEnabled: true },
  ...{ userType: 'Member', creationType: null, onPremisesSyncEnabled: null, department: 'IT' },
  ...{ usageLocation: 'JP', createdDateTime: '2019-05-01T08:00:00Z', perUserMfaState: 'enabled' },
  assignedPlans: [{ service: 's', servicePlanId: 'p', capabilityStatus: 'Enabled' }],
  authorizationInfo: { certificateUserIds: [] },
};
const registration = {
  ...{ id: 'u1', userPrincipalName: 'ana@x.example', methodsRegistered: ['mobilePhone'] },
  ...{ userPreferredMethodForSecondaryAuthentication: 'none', isSsprEnabled: true },
  ...{ isMfaCapable: false, lastUpdatedDateTime: '2026-11-22T00:00:00Z', isAdmin: false },
};

/** The text shows the order of the fields as well. */
const textOf = (schema: v.GenericSchema, row: Json): string | null => {
  const parsed = v.safeParse(schema, row);
  return parsed.success ? JSON.stringify(parsed.output) : null;
};
const written = (decoded: object | null): string | null =>
  decoded === null ? null : JSON.stringify(decoded);

test.each([
  ['an account', user, userSchema, decodeUser],
  ['a row of the report', registration, userRegistrationDetailsSchema, decodeRegistration],
] as const)(
  '%s is taken as its schema takes it, and refused as it refuses',
  (_, good, schema, decode) => {
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 20, arbitrary: rows(good) }, junk), (row) => {
        const expected = textOf(schema, row);
        if (expected === null) refused += 1;
        expect(written(decode(row))).toBe(expected);
      }),
      { numRuns: 2_000, seed },
    );
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(1_800);
  },
);
