import { m } from '../paraglide/messages.js';
import type { AnswerPath } from '../tenant/answer-paths';
import type { Language } from './format';

type Label = (inputs: Record<string, never>, options: { readonly locale: Language }) => string;

const labels: Readonly<Record<AnswerPath, Label>> = {
  'legacyMfa.verificationOptions.callToPhone': m.answers_call_to_phone,
  'legacyMfa.verificationOptions.textToPhone': m.answers_text_to_phone,
  'legacyMfa.verificationOptions.appNotification': m.answers_app_notification,
  'legacyMfa.verificationOptions.appCodeOrHardwareToken': m.answers_app_code,
  'legacyMfa.appPasswordsAllowed': m.answers_app_passwords_allowed,
  'appPasswords.accounts': m.answers_app_password_accounts,
  'legacyMfa.trustedIps': m.answers_trusted_ips,
  'legacyMfa.skipFederatedIntranet': m.answers_skip_federated_intranet,
  'legacyMfa.rememberMfa': m.answers_remember_mfa,
  'legacyMfa.rememberMfa.days': m.answers_remember_days,
  'sspr.scope': m.answers_sspr_scope,
  'sspr.group': m.answers_sspr_group,
  'sspr.methods': m.answers_sspr_methods,
  'sspr.methodsRequired': m.answers_sspr_methods_required,
  'sspr.securityQuestions': m.answers_sspr_questions_on,
  'sspr.registrationRequired': m.answers_sspr_registration_required,
  'sspr.reconfirmDays': m.answers_sspr_reconfirm_days,
  'accounts.emergencyAccess': m.answers_emergency_accounts,
  'accounts.serviceAccounts': m.answers_service_accounts,
  'accounts.sharedAccounts': m.answers_shared_accounts,
  'accounts.sharedMailboxes': m.answers_shared_mailboxes,
  'accounts.roomMailboxes': m.answers_room_mailboxes,
  'accounts.teamsRooms': m.answers_teams_rooms,
  'accounts.syncAccounts': m.answers_sync_accounts,
  'accounts.ropcAccounts': m.answers_ropc_accounts,
  'infrastructure.npsExtension': m.answers_nps_present,
  'infrastructure.npsExtension.version': m.answers_nps_version,
  'infrastructure.npsExtension.users': m.answers_nps_users,
  'infrastructure.npsExtension.radiusClients': m.answers_radius_clients,
  'infrastructure.adfs': m.answers_adfs_present,
  'infrastructure.adfs.mfaAdapter': m.answers_adfs_adapter,
  'infrastructure.adfs.insideCorporateNetworkClaim': m.answers_adfs_claim,
  'infrastructure.exchangeModernAuth': m.answers_exchange_modern_auth,
  'infrastructure.classicConditionalAccess': m.answers_classic_policies,
  'infrastructure.idProtectionRegistrationPolicy': m.answers_registration_policy,
  'populations.pupils': m.answers_pupils,
  'populations.pupilsUnder13': m.answers_pupils_under_13,
  'populations.frontline': m.answers_frontline,
  'populations.sharedMobileDevices': m.answers_shared_devices,
  'telephony.needs': m.answers_telephony_needs,
  'telephony.provider.status': m.answers_provider,
  'telephony.provider.name': m.answers_provider_name,
  'history.startedIn': m.answers_started_in,
  'history.nativeBackupSnapshots': m.answers_backups,
  passkeyOptOut: m.answers_passkey_opt_out,
};

/** The question behind one value of the answers, as the form asks it. */
export function answerLabel(path: AnswerPath, language: Language): string {
  return labels[path]({}, { locale: language });
}
