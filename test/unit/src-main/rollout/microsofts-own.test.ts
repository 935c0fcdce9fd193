import { expect, it } from 'vitest';
import { besidesMicrosofts, microsoftsOwn } from '../../../../src-main/rollout/microsofts-own';

const policy = (id: string, displayName: string, templateId: string | null = null) => ({
  ...{ id, displayName, templateId, state: 'enabled' },
  conditions: { users: { includeUsers: ['All'] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
});
const template = '4200930c-0da2-4e33-ca01-000000000001';
const policies = [
  policy('Audited', 'Multifactor authentication for all users'),
  policy('Templated', 'Block legacy authentication', template),
  policy('Named', 'Microsoft-managed: block everybody'),
];

function freshOf(found: readonly string[]) {
  const snapshot = {
    conditionalAccess: { kind: 'read', value: policies },
    managedPolicyIds: { kind: 'read', value: ['audited'] },
  };
  const data = { policies: found.map((id) => ({ id, displayName: '' })) };
  return {
    snapshot,
    image: { conditionalAccess: policies },
    assessment: { findings: [{ code: 'BG-NOT-EXCLUDED', data }, { code: 'BG-MISSING' }] },
  } as never;
}

it('takes the template’s or the audit log’s word that Microsoft made a policy, no name', () => {
  expect([...microsoftsOwn(freshOf([]))].sort()).toEqual(['audited', 'templated']);
});

it('leaves out of a reading only what nothing but Microsoft’s own policies say', () => {
  const seen = besidesMicrosofts(freshOf(['Audited', 'Templated']));
  expect(seen.image.conditionalAccess?.map(({ id }) => id)).toEqual(['Named']);
  expect(seen.assessment.findings.map(({ code }) => code)).toEqual(['BG-MISSING']);
  const other = besidesMicrosofts(freshOf(['Audited', 'Named']));
  expect(other.assessment.findings.map(({ code }) => code)).toContain('BG-NOT-EXCLUDED');
});
