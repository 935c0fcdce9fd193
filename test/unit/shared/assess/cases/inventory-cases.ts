import { read } from '../../../../../shared/tenant/snapshot';
import { fires, notEvaluated, silent, unreadBecause } from './case';
import type { FindingCase } from './case';

const refused = unreadBecause('refused', 403);
const missing = unreadBecause('notFound', 400);

/** Lists asked for only where they matter: refused, not there in this cloud, or never asked. */
export const inventoryCases: readonly FindingCase[] = [
  fires(
    'PERMISSION-MISSING',
    'inventory refused',
    'medium',
    ['partnerRelationships', 'stagedRollout'],
    {
      snapshot: { stagedRollout: refused, partnerRelationships: refused },
    },
  ),
  fires(
    'PERMISSION-MISSING',
    'the methods policy refused by beta alone',
    'medium',
    ['authenticationMethodsPolicy'],
    { snapshot: { betaPolicyUnread: { code: 'refused', status: 403 } } },
  ),
  silent('PERMISSION-MISSING', 'beta that is not there', {
    snapshot: { betaPolicyUnread: { code: 'notFound', status: 404 } },
  }),
  fires('FEATURE-UNAVAILABLE', 'inventory not in this cloud', 'info', ['partnerRelationships'], {
    snapshot: { partnerRelationships: missing },
  }),
  silent('FEATURE-UNAVAILABLE', 'inventory that was read', {
    snapshot: { authorizationPolicy: read({ allowedToUseSSPR: true }), stagedRollout: read([]) },
  }),
  silent('PERMISSION-MISSING', 'inventory that was never asked for', {}),
  notEvaluated('FEATURE-UNAVAILABLE', 'synchronization refused', 'onPremisesSynchronization', {
    snapshot: { onPremisesSynchronization: refused },
  }),
];
