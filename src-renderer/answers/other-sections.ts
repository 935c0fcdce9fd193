import { m } from '../../shared/paraglide/messages.js';
import type { AnswerSection } from './answer-field';
import { accountLines, dateLines, needLines, radiusLines } from './line-formats';

const npsPresent = { path: 'infrastructure.npsExtension.present', is: true };
const adfsPresent = { path: 'infrastructure.adfs.present', is: true };
const nps = (): string => m.answers_where_nps();
const adfs = (): string => m.answers_where_adfs();

export const infrastructureSection: AnswerSection = {
  id: 'infrastructure',
  title: () => m.answers_infrastructure_title(),
  hint: () => m.answers_infrastructure_hint(),
  fields: [
    {
      path: 'infrastructure.npsExtension',
      input: { kind: 'switch', key: 'present', unknown: { present: null } },
      where: nps,
    },
    {
      path: 'infrastructure.npsExtension.version',
      input: { kind: 'text' },
      where: nps,
      onlyIf: npsPresent,
    },
    {
      path: 'infrastructure.npsExtension.users',
      input: { kind: 'lines', format: accountLines },
      where: nps,
      hint: () => m.answers_accounts_format(),
      onlyIf: npsPresent,
    },
    {
      path: 'infrastructure.npsExtension.radiusClients',
      input: { kind: 'lines', format: radiusLines },
      where: () => m.answers_where_radius(),
      hint: () => m.answers_radius_format(),
      onlyIf: npsPresent,
    },
    {
      path: 'infrastructure.adfs',
      input: { kind: 'switch', key: 'present', unknown: { present: null } },
      where: adfs,
    },
    {
      path: 'infrastructure.adfs.mfaAdapter',
      input: { kind: 'text' },
      where: adfs,
      onlyIf: adfsPresent,
    },
    {
      path: 'infrastructure.adfs.insideCorporateNetworkClaim',
      input: { kind: 'yesNo' },
      where: adfs,
      onlyIf: adfsPresent,
    },
    {
      path: 'infrastructure.exchangeModernAuth',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_modern_auth(),
    },
    {
      path: 'infrastructure.classicConditionalAccess',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_classic_policies(),
    },
    {
      path: 'infrastructure.idProtectionRegistrationPolicy',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_registration_policy(),
    },
  ],
};

export const otherSection: AnswerSection = {
  id: 'other',
  title: () => m.answers_other_title(),
  hint: () => m.answers_other_hint(),
  fields: [
    {
      path: 'telephony.needs',
      input: { kind: 'lines', format: needLines },
      where: () => m.answers_where_business(),
      hint: () => m.answers_needs_format(),
    },
    {
      path: 'telephony.provider.status',
      input: {
        kind: 'choice',
        options: [
          { value: 'none', label: () => m.answers_provider_none() },
          { value: 'planned', label: () => m.answers_provider_planned() },
          { value: 'configured', label: () => m.answers_provider_configured() },
          { value: 'tested', label: () => m.answers_provider_tested() },
        ],
      },
      where: () => m.answers_where_provider(),
    },
    {
      path: 'telephony.provider.name',
      input: { kind: 'text' },
      where: () => m.answers_where_provider(),
    },
    {
      path: 'history.startedIn',
      input: {
        kind: 'choice',
        options: [
          { value: 'preMigration', label: () => m.answers_started_pre_migration() },
          { value: 'migrationInProgress', label: () => m.answers_started_in_progress() },
        ],
      },
      where: () => m.answers_where_manage_migration(),
    },
    {
      path: 'history.nativeBackupSnapshots',
      input: { kind: 'lines', format: dateLines },
      where: () => m.answers_where_backups(),
      hint: () => m.answers_dates_format(),
    },
    {
      path: 'passkeyOptOut',
      input: { kind: 'yesNo' },
      where: () => m.answers_where_passkey_opt_out(),
    },
  ],
};
