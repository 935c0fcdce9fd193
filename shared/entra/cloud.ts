/** National clouds with their hosts (Graph page "National cloud deployments"). */
export const cloudNames = ['global', 'usgov', 'usgovdod', 'china'] as const;
export type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  readonly name: CloudName;
  readonly graphOrigin: string;
  readonly authorityOrigin: string;
  readonly portal: string;
  /** False: Microsoft has announced no SMS and voice date here (R20). */
  readonly hasRetirementDates: boolean;
}

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: {
    name: 'global',
    graphOrigin: 'https://graph.microsoft.com',
    authorityOrigin: 'https://login.microsoftonline.com',
    portal: 'https://entra.microsoft.com',
    hasRetirementDates: true,
  },
  usgov: {
    name: 'usgov',
    graphOrigin: 'https://graph.microsoft.us',
    authorityOrigin: 'https://login.microsoftonline.us',
    portal: 'https://portal.azure.us',
    hasRetirementDates: false,
  },
  usgovdod: {
    name: 'usgovdod',
    graphOrigin: 'https://dod-graph.microsoft.us',
    authorityOrigin: 'https://login.microsoftonline.us',
    portal: 'https://portal.azure.us',
    hasRetirementDates: false,
  },
  china: {
    name: 'china',
    graphOrigin: 'https://microsoftgraph.chinacloudapi.cn',
    authorityOrigin: 'https://login.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    hasRetirementDates: false,
  },
};
