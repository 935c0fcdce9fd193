import { read, type Read, type Snapshot } from '../../../../../shared/tenant/snapshot';
import type { FederationConfiguration } from '../../../../../shared/entra/federation';
import { domain } from '../../../../fixtures/a-snapshot';
import { fires, notEvaluated, silent, unknownFires, unreadBecause } from './case';
import type { FindingCase } from './case';

const accepts = 'acceptIfMfaDoneByFederatedIdp';
const rejects = 'rejectMfaByFederatedIdp';
const setting = (
  federatedIdpMfaBehavior: string | null,
  supportsMfa: boolean | null = null,
): FederationConfiguration => ({ id: 'setting', federatedIdpMfaBehavior, supportsMfa });

/** A federated domain whose settings were read, or not, beside a managed one. */
function federated(settings: Read<readonly FederationConfiguration[]>): {
  readonly snapshot: Partial<Snapshot>;
} {
  return {
    snapshot: {
      domains: read([
        domain('Fed.example', { authenticationType: 'Federated', isRoot: true }),
        domain('practice.onmicrosoft.com', { isInitial: true }),
      ]),
      federation: { 'fed.example': settings },
    },
  };
}

const settings = (...rows: readonly FederationConfiguration[]) => federated(read(rows));
const both = (behaviour: string) => ({
  snapshot: {
    domains: read([
      domain('fed.example', { authenticationType: 'Federated', isRoot: true }),
      domain('paris.fed.example', { authenticationType: 'Federated', isRoot: false }),
    ]),
    federation: { 'fed.example': read([setting(behaviour)]) },
  },
});

/** Federation settings as Graph lists them, domain by domain (findings 4.7). */
export const federationCases: readonly FindingCase[] = [
  fires('ADFS-MFA-BEHAVIOUR', 'the setting accepts', 'decision', ['Fed.example'], {
    ...settings(setting(accepts)),
  }),
  fires('ADFS-MFA-BEHAVIOUR', 'a kind of domain nobody knows', 'decision', ['odd.example'], {
    snapshot: {
      domains: read([domain('odd.example', { authenticationType: 'Delegated' })]),
      federation: {},
    },
  }),
  silent('ADFS-MFA-BEHAVIOUR', 'the setting rejects', settings(setting(rejects))),
  silent(
    'ADFS-MFA-BEHAVIOUR',
    'both settings reject',
    settings(setting(rejects), setting(rejects)),
  ),
  fires('ADFS-MFA-BEHAVIOUR', 'one of two settings accepts', 'decision', ['Fed.example'], {
    ...settings(setting(rejects), setting(accepts)),
  }),
  fires('ADFS-MFA-BEHAVIOUR', 'never set, the older one accepts', 'decision', ['Fed.example'], {
    ...settings(setting(null, true)),
  }),
  fires('ADFS-MFA-BEHAVIOUR', 'never set, the older one does not', 'decision', ['Fed.example'], {
    ...settings(setting(null, false)),
  }),
  fires('ADFS-MFA-BEHAVIOUR', 'no setting at all', 'decision', ['Fed.example'], settings()),
  fires('ADFS-MFA-BEHAVIOUR', 'a value nobody knows', 'decision', ['Fed.example'], {
    ...settings(setting('unknownFutureValue')),
  }),
  fires(
    'ADFS-MFA-BEHAVIOUR',
    'a domain below goes with the one above',
    'decision',
    ['fed.example', 'paris.fed.example'],
    both(accepts),
  ),
  silent('ADFS-MFA-BEHAVIOUR', 'a domain below a rejecting one', both(rejects)),
  unknownFires('ADFS-MFA-BEHAVIOUR', 'settings refused', 'decision', ['Fed.example'], {
    ...federated(unreadBecause('refused', 403)),
  }),
  fires('PERMISSION-MISSING', 'federation settings refused', 'medium', ['federation'], {
    ...federated(unreadBecause('refused', 403)),
  }),
  silent('FEATURE-UNAVAILABLE', 'one domain without settings is no missing endpoint', {
    ...federated(unreadBecause('notFound', 404)),
  }),
  notEvaluated('PERMISSION-MISSING', 'settings not there', 'federation', {
    ...federated(unreadBecause('notFound', 404)),
  }),
];
