import { m } from '../../../shared/paraglide/messages.js';
import type { PageDrawing } from './page-drawing';

const securityInfo: PageDrawing = {
  site: () => m.page_my_sign_ins(),
  heading: () => m.page_security_info(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_phone() },
        { control: 'list', label: () => 'Microsoft Authenticator' },
        { control: 'list', label: () => m.page_app_password(), path: 'appPasswords.accounts' },
      ],
    },
  ],
};

const emergencyPapers: PageDrawing = {
  site: () => m.page_papers(),
  heading: () => m.page_emergency(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => m.page_emergency_accounts(),
          path: 'accounts.emergencyAccess',
        },
        { control: 'list', label: () => m.answers_last_drill() },
        { control: 'list', label: () => m.answers_alerting() },
      ],
    },
  ],
};

const businessPapers: PageDrawing = {
  site: () => m.page_papers(),
  heading: () => m.page_needs(),
  parts: [
    { lines: [{ control: 'list', label: () => m.page_need_line(), path: 'telephony.needs' }] },
  ],
};

const mailboxes: PageDrawing = {
  site: () => m.page_exchange(),
  heading: () => m.page_mailboxes(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_mailbox_user() },
        {
          control: 'list',
          label: () => m.page_mailbox_shared(),
          path: 'accounts.sharedMailboxes',
        },
      ],
    },
  ],
};

const resources: PageDrawing = {
  site: () => m.page_exchange(),
  heading: () => m.page_resources(),
  parts: [
    { lines: [{ control: 'list', label: () => m.page_rooms(), path: 'accounts.roomMailboxes' }] },
  ],
};

const teamsRooms: PageDrawing = {
  site: () => m.page_teams(),
  heading: () => m.page_teams_rooms(),
  parts: [
    {
      lines: [{ control: 'list', label: () => m.page_room_account(), path: 'accounts.teamsRooms' }],
    },
  ],
};

const connectServer: PageDrawing = {
  site: () => 'Microsoft Entra Connect',
  heading: () => m.page_connect_configuration(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_connect_account(), path: 'accounts.syncAccounts' },
      ],
    },
  ],
};

const installedPrograms: PageDrawing = {
  site: () => m.page_nps_server(),
  heading: () => m.page_programs(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => 'NPS Extension for Azure MFA',
          path: 'infrastructure.npsExtension',
        },
        {
          control: 'list',
          label: () => m.page_program_version(),
          path: 'infrastructure.npsExtension.version',
        },
      ],
    },
  ],
};

const npsConsole: PageDrawing = {
  site: () => m.page_nps_server(),
  heading: () => m.page_nps_console(),
  parts: [
    {
      lines: [
        {
          control: 'list',
          label: () => m.page_radius_clients(),
          path: 'infrastructure.npsExtension.radiusClients',
        },
        {
          control: 'list',
          label: () => m.page_nps_conditions(),
          path: 'infrastructure.npsExtension.users',
        },
        { control: 'list', label: () => m.page_nps_constraints() },
      ],
    },
  ],
};

const adfs: PageDrawing = {
  site: () => m.page_adfs(),
  heading: () => m.page_adfs_methods(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_adfs_service(), path: 'infrastructure.adfs' },
        {
          control: 'check',
          label: () => m.page_adfs_additional(),
          path: 'infrastructure.adfs.mfaAdapter',
        },
        {
          control: 'list',
          label: () => 'insidecorporatenetwork',
          path: 'infrastructure.adfs.insideCorporateNetworkClaim',
        },
      ],
    },
  ],
};

const modernAuthentication: PageDrawing = {
  site: () => m.page_m365(),
  heading: () => m.page_modern_auth(),
  parts: [
    {
      lines: [
        {
          control: 'check',
          label: () => m.page_modern_auth_on(),
          path: 'infrastructure.exchangeModernAuth',
        },
      ],
    },
  ],
};

const graphBeta: PageDrawing = {
  site: () => 'Microsoft Graph (beta)',
  heading: () => 'optOutSettings',
  parts: [
    { lines: [{ control: 'list', label: () => 'passkeyDynamicMigration', path: 'passkeyOptOut' }] },
  ],
};

/** Pages of other portals, consoles of servers, and papers. */
export const otherPages: readonly PageDrawing[] = [
  securityInfo,
  emergencyPapers,
  businessPapers,
  mailboxes,
  resources,
  teamsRooms,
  connectServer,
  installedPrograms,
  npsConsole,
  adfs,
  modernAuthentication,
  graphBeta,
];
