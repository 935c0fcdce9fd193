import type { Choices } from '../../../../shared/tenant/choice';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioTenant,
} from '../../../fixtures/scenario-file';

export const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-21' };

export function kestrel(change: (input: ScenarioTenant) => Partial<ScenarioTenant>): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  return { ...file, input: { ...file.input, ...change(file.input) } };
}

/** Staff are covered by an enabled policy, its guests are not. */
export const withGuests = kestrel(({ conditionalAccess }) => ({
  conditionalAccess: conditionalAccess.map((policy) => ({
    ...policy,
    state: 'enabled',
    users: { include: ['All'], exclude: ['GuestsOrExternalUsers'] },
  })),
}));

/** A path for every sort of account, and the growing group of system-preferred authentication. */
export const everyPath: Partial<Choices> = {
  systemPreferred: { value: 'enabled', include: 'rolloutGroup', ...signed },
  frontline: [
    { value: 'siteOnly', accounts: [{ upn: 'offnone1@kestrel.example' }], ...signed },
    { value: 'qrCodePin', accounts: [{ upn: 'offnone2@kestrel.example' }], ...signed },
  ],
  accountPaths: [
    { value: 'removePhone', accounts: [{ upn: 'gaa@kestrel.example' }], ...signed },
    { value: 'blockSignIn', accounts: [{ upn: 'offnone3@kestrel.example' }], ...signed },
    {
      value: 'keepUntil',
      accounts: [{ upn: 'scan@kestrel.example' }],
      owner: 'facilities',
      until: '2027-01-31',
      ...signed,
    },
  ],
};
