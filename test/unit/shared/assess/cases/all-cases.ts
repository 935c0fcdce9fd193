import { accessCases } from './access-cases';
import type { FindingCase } from './case';
import { dataCases } from './data-cases';
import { federationCases } from './federation-cases';
import { enforcementCases } from './enforcement-cases';
import { inventoryCases } from './inventory-cases';
import { migrationCases } from './migration-cases';
import { phoneCases } from './phone-cases';
import { policyCases } from './policy-cases';
import { specialCases } from './special-cases';
import { unknownAnswerCases } from './unknown-answer-cases';
import { unknownPeopleCases } from './unknown-people-cases';
import { unknownTenantCases } from './unknown-tenant-cases';

/** Small tenants, each with what one code says about it: present, absent and unknown. */
export const cases: readonly FindingCase[] = [
  ...migrationCases,
  ...policyCases,
  ...phoneCases,
  ...enforcementCases,
  ...accessCases,
  ...specialCases,
  ...federationCases,
  ...inventoryCases,
  ...dataCases,
  ...unknownAnswerCases,
  ...unknownPeopleCases,
  ...unknownTenantCases,
];
