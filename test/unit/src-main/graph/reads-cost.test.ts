import { expect, it } from 'vitest';
import { chargesOf } from '../../../../src-main/graph/charges';
import type { ReadBucket, ReadRow } from '../../../../src-main/graph/read-row';
import { reads } from '../../../../src-main/graph/reads';

const rows: readonly (readonly [string, ReadRow])[] = Object.entries(reads);

/** Pacing knows reads of one person apart; their published limit is that of identity. */
const bucketOf: Readonly<Record<string, ReadBucket>> = {
  ...{ reports: 'reports', conditionalAccess: 'conditionalAccess' },
  ...{ signInActivity: 'signInActivity', reads: 'identity' },
  ...{ personMethods: 'identity', personStates: 'identity' },
};

it.each(rows)('%s is paced as it is listed', (_, row) => {
  const charges = chargesOf('GET', row.url);
  expect(bucketOf[charges[0]?.bucket ?? '']).toBe(row.bucket);
  const units = charges.find((one) => one.bucket === 'reads')?.units ?? 1;
  expect(units).toBe(row.cost);
});
