import { expect, it } from 'vitest';
import { capturedTenant } from '../../../../src-main/workspace/captured-tenant';

const tenant = { id: 't1', displayName: 'Kestrel', cloud: 'global', entraPlan: 'p1' } as const;
const verifiedDomains = [
  { name: 'kestrel.onmicrosoft.example', isInitial: true, isDefault: false },
  { name: 'kestrel.example', isInitial: false, isDefault: true },
];
const organization = {
  kind: 'read' as const,
  value: { id: 't1', displayName: 'Kestrel', verifiedDomains },
};
const of = (source: 'capture' | 'practice', read: object = organization) =>
  capturedTenant({ source }, { tenant }, { organization: read as never });

it('names the tenant of a capture by what was read, and no other source', () => {
  expect(of('capture')).toEqual({
    tenant: {
      ...{ id: 't1', name: 'Kestrel', domain: 'kestrel.example', licence: 'p1' },
      ...{ account: '', roles: [] },
    },
  });
  expect(of('practice')).toEqual({});
  expect(of('capture', { kind: 'unread' })).toEqual({});
});
