import { m } from '../../shared/paraglide/messages.js';
import type { AnswerField, AnswerSection, Text } from './answer-field';
import { accountLines } from './line-formats';

function accounts(path: string, label: Text, where: Text): AnswerField {
  return {
    path,
    input: { kind: 'lines', format: accountLines, isNullable: false },
    label,
    where,
    hint: () => m.answers_accounts_format(),
  };
}

/** Accounts that only people can name; emergency access first, because most steps wait for it. */
export const emergencySection: AnswerSection = {
  id: 'emergencyAccess',
  title: () => m.answers_emergency_title(),
  hint: () => m.answers_emergency_hint(),
  fields: [
    {
      path: 'accounts.emergencyAccess',
      input: { kind: 'emergency' },
      label: () => m.answers_emergency_accounts(),
      where: () => m.answers_where_own_papers(),
    },
  ],
};

export const accountsSection: AnswerSection = {
  id: 'accounts',
  title: () => m.answers_accounts_title(),
  hint: () => m.answers_accounts_hint(),
  fields: [
    accounts(
      'accounts.serviceAccounts',
      () => m.answers_service_accounts(),
      () => m.answers_where_owners(),
    ),
    accounts(
      'accounts.sharedAccounts',
      () => m.answers_shared_accounts(),
      () => m.answers_where_owners(),
    ),
    accounts(
      'accounts.sharedMailboxes',
      () => m.answers_shared_mailboxes(),
      () => m.answers_where_mailboxes(),
    ),
    accounts(
      'accounts.roomMailboxes',
      () => m.answers_room_mailboxes(),
      () => m.answers_where_resources(),
    ),
    accounts(
      'accounts.teamsRooms',
      () => m.answers_teams_rooms(),
      () => m.answers_where_teams_rooms(),
    ),
    accounts(
      'accounts.syncAccounts',
      () => m.answers_sync_accounts(),
      () => m.answers_where_sync(),
    ),
    accounts(
      'accounts.ropcAccounts',
      () => m.answers_ropc_accounts(),
      () => m.answers_where_owners(),
    ),
  ],
};

export const populationsSection: AnswerSection = {
  id: 'populations',
  title: () => m.answers_populations_title(),
  hint: () => m.answers_populations_hint(),
  fields: [
    accounts(
      'populations.pupils',
      () => m.answers_pupils(),
      () => m.answers_where_groups(),
    ),
    accounts(
      'populations.pupilsUnder13',
      () => m.answers_pupils_under_13(),
      () => m.answers_where_groups(),
    ),
    accounts(
      'populations.frontline',
      () => m.answers_frontline(),
      () => m.answers_where_groups(),
    ),
    accounts(
      'populations.sharedMobileDevices',
      () => m.answers_shared_devices(),
      () => m.answers_where_groups(),
    ),
  ],
};
