import { choicesSchema, enforcements, type Choices } from '../tenant/choice';
import type { Finding } from './assessment';
import type { FindingCode } from './finding-codes';

export type ChoiceField = Exclude<
  keyof Choices,
  | 'schema'
  | 'systemPreferred'
  | 'registrationCampaign'
  | 'accountPaths'
  | 'passkeyOptOut'
  | 'accepted'
  | 'rings'
  | 'ringMoves'
  | 'schedule'
>;

/** The choice a finding waits for: its field of `Choices`, the values, one for each subject or one. */
export interface ChoiceForFinding {
  readonly field: ChoiceField;
  readonly options: readonly string[];
  readonly perSubject: boolean;
}

const { entries } = choicesSchema;

const choiceOf: Partial<Readonly<Record<FindingCode, ChoiceForFinding>>> = {
  'SSPR-MFA-MISMATCH': { field: 'methods', options: ['on', 'off', 'leave'], perSubject: true },
  'OFFICE-PHONE': {
    field: 'officePhone',
    options: entries.officePhone.wrapped.entries.value.options,
    perSubject: false,
  },
  'SD-WITH-P1': {
    field: 'enforcement',
    options: enforcements.filter(
      (one) => one === 'keepSecurityDefaults' || one === 'securityDefaultsToConditionalAccess',
    ),
    perSubject: false,
  },
  'LICENCE-SHORTFALL': {
    field: 'licences',
    options: entries.licences.wrapped.entries.value.options,
    perSubject: false,
  },
  'CA-LOCATION-GAP': {
    field: 'locationParity',
    options: entries.locationParity.wrapped.entries.value.options,
    perSubject: false,
  },
  'ADFS-MFA-BEHAVIOUR': {
    field: 'federation',
    options: entries.federation.wrapped.item.entries.value.options,
    perSubject: true,
  },
  'TRUSTED-IP-DECISION': {
    field: 'trustedIps',
    options: entries.trustedIps.wrapped.item.entries.value.options,
    perSubject: true,
  },
  'REMEMBER-MFA-DECISION': {
    field: 'rememberMfa',
    options: entries.rememberMfa.wrapped.entries.value.options,
    perSubject: false,
  },
  'FRONTLINE-NO-PHONE': {
    field: 'frontline',
    options: entries.frontline.wrapped.item.entries.value.options,
    perSubject: true,
  },
  'TELECOM-PROVIDER-CANDIDATE': {
    field: 'telephony',
    options: entries.telephony.wrapped.item.entries.value.options,
    perSubject: true,
  },
  'MANAGED-POLICY-PRESENT': {
    field: 'managedPolicy',
    options: entries.managedPolicy.wrapped.item.entries.value.options,
    perSubject: true,
  },
};

/**
 * The choice that closes a decision (answers.md 3), or that settles a Microsoft-managed policy.
 * CA-LOCATION-GAP takes one only while it is a decision. Null: nothing to choose.
 */
export function choiceForFinding(finding: Finding): ChoiceForFinding | null {
  if (finding.code === 'CA-LOCATION-GAP' && finding.severity !== 'decision') return null;
  return choiceOf[finding.code] ?? null;
}
