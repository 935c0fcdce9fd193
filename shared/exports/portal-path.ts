import { m } from '../paraglide/messages.js';
import type { Language } from '../i18n/format';
import type { StepKind } from '../plan/step';

/** Where in the portal a step of this kind is done or taken back by hand; empty: nowhere. */
export function portalPath(kind: StepKind, language: Language): string {
  const options = { locale: language };
  switch (kind) {
    case 'method.configure':
      return m.kit_portal_methods({}, options);
    case 'migration.state':
      return m.kit_portal_migration({}, options);
    case 'systemPreferred.set':
    case 'passkeyOptOut.set':
      return m.kit_portal_settings({}, options);
    case 'campaign.set':
      return m.kit_portal_campaign({}, options);
    case 'ca.create':
    case 'ca.setState':
    case 'ca.exclude':
      return m.kit_portal_conditional_access({}, options);
    case 'securityDefaults.set':
      return m.kit_portal_security_defaults({}, options);
    case 'perUserMfa.set':
      return m.kit_portal_per_user({}, options);
    case 'group.create':
    case 'group.add':
    case 'group.remove':
      return m.kit_portal_groups({}, options);
    case 'soak':
    case 'gate':
    case 'manual':
      return '';
  }
}
