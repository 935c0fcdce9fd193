import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { findingCodes } from '../../../../shared/assess/finding-codes';
import { accessCases } from './cases/access-cases';
import type { FindingCase } from './cases/case';
import { dataCases } from './cases/data-cases';
import { enforcementCases } from './cases/enforcement-cases';
import { migrationCases } from './cases/migration-cases';
import { phoneCases } from './cases/phone-cases';
import { policyCases } from './cases/policy-cases';
import { specialCases } from './cases/special-cases';

const cases: readonly FindingCase[] = [
  ...migrationCases,
  ...policyCases,
  ...phoneCases,
  ...enforcementCases,
  ...accessCases,
  ...specialCases,
  ...dataCases,
];

describe.each(findingCodes)('%s', (code) => {
  const own = cases.filter((one) => one.code === code);

  test('has a tenant where it fires and one where it does not', () => {
    expect(own.some((one) => one.expected !== null)).toBe(true);
    expect(own.some((one) => one.expected === null)).toBe(true);
  });

  test.each(own)('$name', ({ input, expected }) => {
    const result = assess(input);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    const found = result.value.assessment.findings.filter((one) => one.code === code);
    if (expected === null) {
      expect(found).toEqual([]);
      return;
    }
    expect(found).toHaveLength(1);
    const finding = found[0]!;
    expect(finding.severity).toBe(expected.severity);
    if (expected.count !== undefined) expect(finding.count).toBe(expected.count);
    if (expected.subjects !== undefined) {
      expect(finding.subjects.map((one) => one.id)).toEqual(expected.subjects);
      expect(finding.count).toBe(expected.subjects.length);
    }
  });
});
