import { describe, expect, test } from 'vitest';
import { populate } from '../../../../src-main/practice-tenant/populate';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import type { TenantInput } from '../../../../src-main/practice-tenant/scenario-schema';
import type { Directory } from '../../../../src-main/practice-tenant/directory';

function inputOf(id: 'S01' | 'S02' | 'S12' | 'S14'): TenantInput {
  const { input } = loadBuiltInScenario(id);
  if (input.kind !== 'tenant') throw new Error('no tenant');
  return input;
}

function open(input: TenantInput): Directory {
  const noon = '2026-11-22T12:00:00Z';
  return populate(input, { asOf: noon, startAt: noon, lagMs: 0 });
}

describe('rules of scenarios/README', () => {
  test('the first of the operator cohort takes the name and the roles', () => {
    const directory = open(inputOf('S14'));
    const operator = directory.user('idops@ellison.example');
    expect(operator?.traits.cohort).toBe('staff');
    expect(directory.user('staff1@ellison.example')).toBeUndefined();
    expect(directory.user('staff2@ellison.example')?.traits.cohort).toBe('staff');
    expect(directory.roles.of(operator?.id ?? '')).toHaveLength(2);
    expect(directory.users).toHaveLength(5200);
    expect(operator?.pick(['userType', 'constructor', 'shoeSize'])).toEqual({ userType: 'Member' });
  });

  test('initial domain, external and internal guests, numbers only where many', () => {
    const input = inputOf('S02');
    const cohorts: TenantInput['cohorts'] = [
      ...input.cohorts,
      {
        ...{ id: 'Contractor', count: 1, kind: 'internalGuest', perUserMfa: 'notApplicable' },
        methods: [],
      },
      {
        ...{ id: 'emergency', count: 2, kind: 'member', perUserMfa: 'disabled', methods: [] },
        upnDomain: 'initial',
      },
      {
        ...{ id: 'auditor', count: 1, kind: 'externalGuest', perUserMfa: 'notApplicable' },
        ...{ methods: [], homeTenant: 'audit.example' },
      },
    ];
    const directory = open({ ...input, cohorts });
    const contractor = directory.user('contractor@kestrel.example');
    expect(contractor?.perUserMfa).toBeNull();
    expect(contractor?.resource).toMatchObject({ userType: 'Guest', creationType: null });
    expect(directory.user('emergency2@kestrelexample.onmicrosoft.com')).toBeDefined();
    const guest = directory.user('auditor1_audit.example#EXT#@kestrelexample.onmicrosoft.com');
    expect(guest?.resource).toMatchObject({ userType: 'Guest', creationType: 'Invitation' });
  });

  test('licences: the first product for people, none for the rest unless told', () => {
    const directory = open(inputOf('S02'));
    const licences = (upn: string): unknown => directory.user(upn)?.resource['assignedLicenses'];
    expect(licences('offnone1@kestrel.example')).toHaveLength(1);
    expect(licences('scan@kestrel.example')).toHaveLength(1);
    expect(licences('shared1@kestrel.example')).toHaveLength(0);
    expect(directory.facts.plan).toBe('p1');
    expect(open(inputOf('S01')).facts.plan).toBe('none');
  });

  test('synchronised accounts, federated domains and the sync role', () => {
    const input = inputOf('S02');
    const directory = open({
      ...input,
      tenant: {
        ...input.tenant,
        dirSync: true,
        federatedDomains: [
          { domain: 'kestrel.example', federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' },
        ],
      },
      cohorts: [
        ...input.cohorts,
        { id: 'sync', count: 1, kind: 'dirSyncAccount', perUserMfa: 'disabled', methods: [] },
      ],
    });
    expect(directory.user('gaa@kestrel.example')?.resource['onPremisesSyncEnabled']).toBe(true);
    const sync = directory.user('sync@kestrel.example');
    expect(directory.roles.of(sync?.id ?? '').map((row) => row.roleId)).toEqual([
      'd29b2b05-8046-44ba-8758-1e26182fcf32',
    ]);
    const [domain] = directory.fixed.get('domains') ?? [];
    expect(domain).toMatchObject({ id: 'kestrel.example', authenticationType: 'Federated' });
    expect(directory.fixed.get('federation')).toHaveLength(1);
  });

  test('methods left out exist and are off', () => {
    const directory = open(inputOf('S02'));
    const rows = directory.truth('amp')['authenticationMethodConfigurations'];
    expect(rows).toContainEqual(expect.objectContaining({ id: 'QRCodePin', state: 'disabled' }));
    expect(JSON.stringify(rows)).not.toContain('externalAuthenticationMethodConfiguration');
  });

  test('cohorts in a policy become lists of ids; a managed one leaves its mark in the log', () => {
    const directory = open(inputOf('S02'));
    const [policy] = directory.policies.truths();
    const text = JSON.stringify(policy?.resource['conditions']);
    expect(text).toContain(directory.user('scan@kestrel.example')?.id);
    expect(text).not.toContain(directory.user('offapp1@kestrel.example')?.id);
    expect(JSON.stringify(directory.audits)).toContain('Microsoft Managed Policy Manager');
  });
});
