import { m } from '../../../shared/paraglide/messages.js';
import type { PageDrawing } from './page-drawing';

const entra = (): string => m.page_entra();

/** Per-user MFA › Service settings. */
const serviceSettings: PageDrawing = {
  site: entra,
  heading: () => m.page_service_settings(),
  parts: [
    {
      title: () => m.page_app_passwords(),
      lines: [
        {
          control: 'radio',
          label: () => m.page_allow_app_passwords(),
          path: 'legacyMfa.appPasswordsAllowed',
        },
      ],
    },
    {
      title: () => m.page_trusted_ips(),
      lines: [
        {
          control: 'check',
          label: () => m.page_skip_intranet(),
          path: 'legacyMfa.skipFederatedIntranet',
        },
        { control: 'field', label: () => m.page_ip_ranges(), path: 'legacyMfa.trustedIps' },
      ],
    },
    {
      title: () => m.page_verification_options(),
      lines: [
        {
          control: 'check',
          label: () => m.answers_call_to_phone(),
          path: 'legacyMfa.verificationOptions.callToPhone',
        },
        {
          control: 'check',
          label: () => m.answers_text_to_phone(),
          path: 'legacyMfa.verificationOptions.textToPhone',
        },
        {
          control: 'check',
          label: () => m.answers_app_notification(),
          path: 'legacyMfa.verificationOptions.appNotification',
        },
        {
          control: 'check',
          label: () => m.page_code(),
          path: 'legacyMfa.verificationOptions.appCodeOrHardwareToken',
        },
      ],
    },
    {
      title: () => m.page_remember_mfa(),
      lines: [
        { control: 'check', label: () => m.page_trust_device(), path: 'legacyMfa.rememberMfa' },
        {
          control: 'field',
          label: () => m.page_trust_days(),
          path: 'legacyMfa.rememberMfa.days',
        },
      ],
    },
  ],
};

const resetProperties: PageDrawing = {
  site: entra,
  heading: () => m.page_reset_properties(),
  parts: [
    {
      lines: [
        { control: 'radio', label: () => m.page_reset_enabled(), path: 'sspr.scope' },
        { control: 'field', label: () => m.page_reset_group(), path: 'sspr.group' },
      ],
    },
  ],
};

const resetMethods: PageDrawing = {
  site: entra,
  heading: () => m.page_reset_methods(),
  parts: [
    {
      lines: [
        { control: 'radio', label: () => m.page_reset_number(), path: 'sspr.methodsRequired' },
        { control: 'check', label: () => m.page_reset_available(), path: 'sspr.methods' },
        {
          control: 'check',
          label: () => m.answers_sspr_security_questions(),
          path: 'sspr.securityQuestions',
        },
      ],
    },
  ],
};

const resetRegistration: PageDrawing = {
  site: entra,
  heading: () => m.page_reset_registration(),
  parts: [
    {
      lines: [
        {
          control: 'toggle',
          label: () => m.page_reset_require(),
          path: 'sspr.registrationRequired',
        },
        { control: 'field', label: () => m.page_reset_days(), path: 'sspr.reconfirmDays' },
      ],
    },
  ],
};

const manageMigration: PageDrawing = {
  site: entra,
  heading: () => m.page_manage_migration(),
  parts: [
    {
      lines: [
        {
          control: 'radio',
          label: () => m.answers_started_pre_migration(),
          path: 'history.startedIn',
        },
        { control: 'radio', label: () => m.answers_started_in_progress() },
        { control: 'radio', label: () => m.page_migration_complete() },
      ],
    },
  ],
};

const backups: PageDrawing = {
  site: entra,
  heading: () => m.page_backups(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => m.page_backup_dates(),
          path: 'history.nativeBackupSnapshots',
        },
        { control: 'list', label: () => '2026-11-01' },
      ],
    },
  ],
};

const classicPolicies: PageDrawing = {
  site: entra,
  heading: () => m.page_classic_policies(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => m.page_policy_state(),
          path: 'infrastructure.classicConditionalAccess',
        },
      ],
    },
  ],
};

const registrationPolicy: PageDrawing = {
  site: entra,
  heading: () => m.page_registration_policy(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_assignments() },
        {
          control: 'toggle',
          label: () => m.page_policy_enforcement(),
          path: 'infrastructure.idProtectionRegistrationPolicy',
        },
      ],
    },
  ],
};

const phoneProviders: PageDrawing = {
  site: entra,
  heading: () => m.page_phone_providers(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => m.page_provider_state(),
          path: 'telephony.provider.status',
        },
        { control: 'list', label: () => m.page_provider_name(), path: 'telephony.provider.name' },
      ],
    },
  ],
};

/** Settings in the Entra admin center. */
export const portalPages: readonly PageDrawing[] = [
  serviceSettings,
  resetProperties,
  resetMethods,
  resetRegistration,
  manageMigration,
  backups,
  classicPolicies,
  registrationPolicy,
  phoneProviders,
];
