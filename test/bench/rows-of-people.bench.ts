import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, expect, test } from 'vitest';
import { canonicalJson, normalizeGraph } from '../../shared/canonical';
import { CanonicalRows } from '../../shared/canonical-rows';
import { decodeUser } from '../../shared/entra/decode-user';
import { userSchema } from '../../shared/entra/user';
import type { Json } from '../../shared/json';
import { PageRows } from '../../src-main/graph/page-rows';
import { SharedValues } from '../../src-main/store/shared-values';

interface Budgets {
  /** By the schema, as a multiple of the time the written-out decoder takes. */
  readonly schemaOfDecoder: number;
  /** By way of the normal form, as a multiple of the time one pass takes. */
  readonly normalFormOfOnePass: number;
  /** Reading a page from its bytes, its rows decoded and shared, as a multiple of parsing alone. */
  readonly ingestOfParse: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const report: string[] = [];
afterAll(() => {
  process.stdout.write(`${report.join('\n')}\n`);
});

/** Rows as Graph answers them, each page parsed anew. */
const text = JSON.stringify(
  Array.from({ length: 1_000 }, (_, n) => ({
    id: `e1e794a8-f13e-5d7b-a79d-${String(n).padStart(12, '0')}`,
    ...{ userPrincipalName: `person${String(n)}@kestrel.example`, displayName: `Ana ${String(n)}` },
    ...{ accountEnabled: true, userType: 'Member', creationType: null, department: 'People' },
    ...{ onPremisesSyncEnabled: null, usageLocation: 'GB', perUserMfaState: 'enforced' },
    createdDateTime: '2019-05-01T08:00:00Z',
    assignedPlans: [
      '9aaf7827-d63c-4b61-89c3-182f06f82e5c',
      'bea4c11e-220a-4e6d-8eb8-8ea15d019f90',
    ].map((servicePlanId) => ({
      ...{ assignedDateTime: '2019-05-01T08:00:00Z', capabilityStatus: 'Enabled' },
      ...{ service: 'exchange', servicePlanId },
    })),
    authorizationInfo: { certificateUserIds: [] },
  })),
);
const rows = (): readonly Json[] => JSON.parse(text) as readonly Json[];

type Work = (given: readonly Json[]) => unknown;

/** Processor time of the fastest run of each, taken in turns; the first ones compile. */
function fastest(one: Work, other: Work): readonly [number, number] {
  const least: [number, number] = [Infinity, Infinity];
  for (let n = 0; n < 60; n += 1) {
    for (const [place, work] of [one, other].entries()) {
      const given = rows();
      const from = process.cpuUsage();
      work(given);
      const { user, system } = process.cpuUsage(from);
      least[place] = Math.min(least[place] ?? Infinity, user + system);
    }
  }
  return least;
}

test('a row of people is decoded in a part of the time its schema takes', () => {
  const share = new SharedValues();
  const [bySchema, written] = fastest(
    (given) => {
      for (const row of given) v.parse(userSchema, row);
    },
    (given) => {
      for (const row of given) decodeUser(row, share.once);
    },
  );
  report.push(`decode: the schema takes ${(bySchema / written).toFixed(1)} times as long`);
  expect(bySchema / written).toBeGreaterThanOrEqual(budgets.schemaOfDecoder);
});

test('a page is read from its bytes, decoded and shared in little more than parsing takes', () => {
  const bytes = Buffer.from(JSON.stringify({ value: rows() }));
  const share = new SharedValues();
  const pages = new PageRows();
  const [parse, ingest] = fastest(
    () => JSON.parse(bytes.toString('utf8')) as unknown,
    () => {
      const page = pages.read(bytes);
      if (!Array.isArray(page?.['value'])) throw new Error('Not read from its bytes');
      for (const row of page['value'] as readonly Json[]) decodeUser(row, share.once);
    },
  );
  report.push(
    `ingest: ${(ingest / parse).toFixed(2)} times parsing alone, ` +
      `${(ingest / rows().length).toFixed(1)} µs an account`,
  );
  expect(ingest / parse).toBeLessThanOrEqual(budgets.ingestOfParse);
});

test('its canonical text is written in a part of the time the normal form takes', () => {
  const share = new SharedValues();
  const decoded = rows().map((row) => share.row(decodeUser(row, share.once)) as Json);
  const [normal, onePass] = fastest(
    () => {
      for (const row of decoded) canonicalJson(normalizeGraph(row));
    },
    () => {
      const canonical = new CanonicalRows();
      for (const row of decoded) canonical.text(row);
    },
  );
  report.push(
    `canonical text: the normal form takes ${(normal / onePass).toFixed(1)} times as long`,
  );
  expect(normal / onePass).toBeGreaterThanOrEqual(budgets.normalFormOfOnePass);
});
