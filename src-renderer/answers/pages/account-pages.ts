import { m } from '../../../shared/paraglide/messages.js';
import type { PageDrawing } from './page-drawing';

const entra = (): string => m.page_entra();

const groups: PageDrawing = {
  site: entra,
  heading: () => m.page_groups(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => m.page_group_pupils(), path: 'populations.pupils' },
        {
          control: 'list',
          label: () => m.page_group_under_13(),
          path: 'populations.pupilsUnder13',
        },
        { control: 'list', label: () => m.page_group_frontline(), path: 'populations.frontline' },
        {
          control: 'list',
          label: () => m.page_group_devices(),
          path: 'populations.sharedMobileDevices',
        },
      ],
    },
  ],
};

const users: PageDrawing = {
  site: entra,
  heading: () => m.page_users(),
  parts: [
    {
      lines: [
        { control: 'list', label: () => 'svc-…, scan…', path: 'accounts.serviceAccounts' },
        { control: 'list', label: () => m.page_shared_names(), path: 'accounts.sharedAccounts' },
      ],
    },
  ],
};

const signIns: PageDrawing = {
  site: entra,
  heading: () => m.page_sign_ins(),
  parts: [
    {
      lines: [
        { control: 'field', label: () => m.page_filter_client() },
        { control: 'field', label: () => m.page_filter_ropc(), path: 'accounts.ropcAccounts' },
      ],
    },
  ],
};

/** Lists of accounts and groups in the Entra admin center. */
export const accountPages: readonly PageDrawing[] = [groups, users, signIns];
