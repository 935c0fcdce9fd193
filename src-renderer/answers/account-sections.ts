import { m } from '../../shared/paraglide/messages.js';
import type { AnswerField, AnswerSection, Text } from './answer-field';
import type { AnswerPath } from '../../shared/tenant/answer-paths';
import { accountLines } from './line-formats';

function accounts(path: AnswerPath, where: Text): AnswerField {
  return {
    path,
    input: { kind: 'lines', format: accountLines },
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
      where: () => m.answers_where_own_papers(),
    },
  ],
};

export const accountsSection: AnswerSection = {
  id: 'accounts',
  title: () => m.answers_accounts_title(),
  hint: () => m.answers_accounts_hint(),
  fields: [
    accounts('accounts.serviceAccounts', () => m.answers_where_owners()),
    accounts('accounts.sharedAccounts', () => m.answers_where_owners()),
    accounts('accounts.sharedMailboxes', () => m.answers_where_mailboxes()),
    accounts('accounts.roomMailboxes', () => m.answers_where_resources()),
    accounts('accounts.teamsRooms', () => m.answers_where_teams_rooms()),
    accounts('accounts.syncAccounts', () => m.answers_where_sync()),
    accounts('accounts.ropcAccounts', () => m.answers_where_owners()),
  ],
};

export const populationsSection: AnswerSection = {
  id: 'populations',
  title: () => m.answers_populations_title(),
  hint: () => m.answers_populations_hint(),
  fields: [
    accounts('populations.pupils', () => m.answers_where_groups()),
    accounts('populations.pupilsUnder13', () => m.answers_where_groups()),
    accounts('populations.frontline', () => m.answers_where_groups()),
    accounts('populations.sharedMobileDevices', () => m.answers_where_groups()),
  ],
};
