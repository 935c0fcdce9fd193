import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { aPolicy, type PolicyOptions } from '../../../fixtures/graph-objects';

/** Whether somebody whom this policy binds is left out of those whom nothing asks. */
function isBound(options: PolicyOptions): boolean {
  const person = { id: 'u', methods: ['mobilePhone'] };
  const policies = [aPolicy('p', { users: { includeUsers: ['u'] }, ...options })];
  const done = assess(anInput({ users: [...administrators, person], policies }));
  if (!done.ok) throw new Error(done.failure.code);
  const found = done.value.assessment.findings.find((one) => one.code === 'NO-TENANT-ENFORCEMENT');
  return found?.subjects.some((one) => one.id === 'u') !== true;
}

const device = { operator: 'OR', builtInControls: ['compliantDevice'] };
const block = { operator: 'OR', builtInControls: ['block'] };
const locations = { includeLocations: ['All'], excludeLocations: ['site'] };
const oneApp = { applications: { includeApplications: ['app'] } };

test.each<[string, PolicyOptions, boolean]>([
  ['a managed device for everything', { grant: device }, true],
  ['a managed device for one app', { grant: device, conditions: oneApp }, false],
  [
    'a managed device on one platform',
    { grant: device, conditions: { platforms: { includePlatforms: ['iOS'] } } },
    false,
  ],
  [
    'a managed device in browsers only',
    { grant: device, conditions: { clientAppTypes: ['browser'] } },
    false,
  ],
  ['a block from elsewhere', { grant: block, conditions: { locations } }, true],
  [
    'a block from elsewhere for one app',
    { grant: block, conditions: { locations, ...oneApp } },
    false,
  ],
  [
    'a block from elsewhere at a risk',
    { grant: block, conditions: { locations, signInRiskLevels: ['high'] } },
    false,
  ],
])('%s', (_name, options, expected) => {
  expect(isBound(options)).toBe(expected);
});
