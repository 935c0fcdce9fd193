import { m } from '../../shared/paraglide/messages.js';
import type { AnswerField, AnswerSection } from './answer-field';
import { accountLines, rangeLines } from './line-formats';

const serviceSettings = (): string => m.answers_where_service_settings();

function verification(
  name: 'callToPhone' | 'textToPhone' | 'appNotification' | 'appCodeOrHardwareToken',
): AnswerField {
  return {
    path: `legacyMfa.verificationOptions.${name}`,
    input: { kind: 'yesNo' },
    where: () => m.answers_where_verification_options(),
  };
}

/** The MFA service settings page: none of it has a Graph API (R5). */
export const legacyMfaSection: AnswerSection = {
  id: 'legacyMfa',
  title: () => m.answers_legacy_mfa_title(),
  hint: () => m.answers_legacy_mfa_hint(),
  fields: [
    verification('callToPhone'),
    verification('textToPhone'),
    verification('appNotification'),
    verification('appCodeOrHardwareToken'),
    {
      path: 'legacyMfa.appPasswordsAllowed',
      input: { kind: 'yesNo' },
      where: serviceSettings,
    },
    {
      path: 'appPasswords.accounts',
      input: { kind: 'lines', format: accountLines },
      where: () => m.answers_where_app_password_accounts(),
      hint: () => m.answers_accounts_format(),
    },
    {
      path: 'legacyMfa.trustedIps',
      input: { kind: 'lines', format: rangeLines },
      where: () => m.answers_where_trusted_ips(),
      hint: () => m.answers_ranges_format(),
    },
    {
      path: 'legacyMfa.skipFederatedIntranet',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_trusted_ips(),
    },
    {
      path: 'legacyMfa.rememberMfa',
      input: { kind: 'switch', key: 'allowed', unknown: null },
      where: serviceSettings,
    },
    {
      path: 'legacyMfa.rememberMfa.days',
      input: { kind: 'number', min: 1, max: 365, unit: () => m.answers_days() },
      where: serviceSettings,
      onlyIf: { path: 'legacyMfa.rememberMfa.allowed', is: true },
    },
  ],
};

/** Self-service password reset: the second list without an API. */
export const passwordResetSection: AnswerSection = {
  id: 'sspr',
  title: () => m.answers_sspr_title(),
  hint: () => m.answers_sspr_hint(),
  fields: [
    {
      path: 'sspr.scope',
      input: {
        kind: 'choice',
        options: [
          { value: 'none', label: () => m.answers_sspr_none() },
          { value: 'selected', label: () => m.answers_sspr_selected() },
          { value: 'all', label: () => m.answers_sspr_all() },
        ],
      },
      where: () => m.answers_where_sspr_properties(),
    },
    {
      path: 'sspr.group',
      input: { kind: 'text' },
      where: () => m.answers_where_sspr_properties(),
      onlyIf: { path: 'sspr.scope', is: 'selected' },
    },
    {
      path: 'sspr.methods',
      input: {
        kind: 'many',
        options: [
          { value: 'mobileAppNotification', label: () => m.answers_sspr_app_notification() },
          { value: 'mobileAppCode', label: () => m.answers_sspr_app_code() },
          { value: 'email', label: () => m.answers_sspr_email() },
          { value: 'mobilePhone', label: () => m.answers_sspr_mobile_phone() },
          { value: 'officePhone', label: () => m.answers_sspr_office_phone() },
          { value: 'securityQuestions', label: () => m.answers_sspr_security_questions() },
        ],
      },
      where: () => m.answers_where_sspr_methods(),
    },
    {
      path: 'sspr.methodsRequired',
      input: {
        kind: 'choice',
        options: [
          { value: 1, label: () => '1' },
          { value: 2, label: () => '2' },
        ],
      },
      where: () => m.answers_where_sspr_methods(),
    },
    {
      path: 'sspr.securityQuestions',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_sspr_methods(),
    },
    {
      path: 'sspr.registrationRequired',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_sspr_registration(),
    },
    {
      path: 'sspr.reconfirmDays',
      input: { kind: 'number', min: 0, max: 730, unit: () => m.answers_days() },
      where: () => m.answers_where_sspr_registration(),
      hint: () => m.answers_zero_is_never(),
    },
  ],
};
