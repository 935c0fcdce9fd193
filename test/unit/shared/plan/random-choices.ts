import fc from 'fast-check';
import type { Choices } from '../../../../shared/tenant/choice';
import type { ScenarioPolicy } from '../../../fixtures/scenario-file';

const users = { include: ['All'] };
const office: ScenarioPolicy = {
  name: 'Office asks',
  state: 'enabled',
  users,
  apps: { include: ['Office365'] },
  grant: { operator: 'OR', controls: ['mfa'] },
};
const everything: ScenarioPolicy = { ...office, name: 'All asks', apps: { include: ['All'] } };

/** None, in part, in full, without guests or one cohort, report-only, and a strength. */
export const policies = fc.constantFrom<ScenarioPolicy | null>(
  null,
  null,
  office,
  everything,
  { ...everything, users: { ...users, exclude: ['GuestsOrExternalUsers'] } },
  { ...everything, users: { ...users, excludeCohorts: ['c0'] } },
  { ...everything, state: 'enabledForReportingButNotEnforced' },
  {
    ...everything,
    grant: { operator: 'OR', controls: [] },
    authenticationStrength: 'phishingResistant',
  },
  {
    ...office,
    grant: { operator: 'OR', controls: [] },
    authenticationStrength: 'passwordless',
  },
  {
    ...everything,
    grant: { operator: 'OR', controls: [] },
    authenticationStrength: 'custom',
  },
);

/** A policy of Microsoft's own beside them. */
export const managed = fc.constantFrom<ScenarioPolicy | null>(
  ...[null, null, null],
  ...(['enabled', 'enabledForReportingButNotEnforced'] as const).map((state): ScenarioPolicy => ({
    ...everything,
    ...{ name: 'Microsoft-managed: All asks', managedBy: 'microsoft', state },
  })),
);

const sign = { reason: 'agreed', by: 'operator@kestrel.example', at: '2026-11-21' };

/** Choices, some of them about people: of the members who are no operator, or none. */
type Chosen = Partial<Choices> | ((accounts: { upnPattern: string }[]) => Partial<Choices>);
export const choices = fc.constantFrom<Chosen>(
  {},
  {},
  {},
  { enforcement: { value: 'securityDefaultsToConditionalAccess', ...sign } },
  { licences: { value: 'buySeats', ...sign } },
  { licences: { value: 'securityDefaultsForAll', ...sign } },
  { rings: { value: 'department', ...sign } },
  { rings: { value: 'risk', maxSize: 2, ...sign } },
  { systemPreferred: { value: 'enabled', include: 'rolloutGroup', ...sign } },
  {
    registrationCampaign: { value: 'enabled', include: ['rolloutGroup'], exclude: [], ...sign },
  },
  { schedule: { timeZone: 'Asia/Tokyo', startOn: '2026-12-01', ...sign } },
  { methods: { Sms: { value: 'on', ...sign }, Voice: { value: 'off', ...sign } } },
  (accounts) => ({ frontline: [{ value: 'qrCodePin', accounts, ...sign }] }),
  (accounts) => ({ telephony: [{ value: 'provider', accounts, ...sign }] }),
);
