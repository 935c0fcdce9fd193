import type { CohortTraits } from './user-record';

const npsApp = '981f26a1-7f43-403b-a875-f8b09b8cd720';
export const officeApp = '00000002-0000-0ff1-ce00-000000000000';

/** What a sign-in is made with. */
export interface SignInKind {
  readonly name: string;
  readonly clientAppUsed: string;
  readonly isInteractive: boolean;
  readonly appId: string;
  readonly appName: string;
  readonly protocol: string;
}

const browser: SignInKind = {
  ...{ name: 'browser', clientAppUsed: 'Browser', isInteractive: true, appId: officeApp },
  ...{ appName: 'Office 365 Exchange Online', protocol: 'none' },
};

/** A browser for everybody; beside it the special uses of a cohort. */
export function signInKinds(traits: CohortTraits): SignInKind[] {
  const kinds = [browser];
  if (traits.legacyAuth !== undefined) {
    kinds.push({ ...browser, name: 'legacy', clientAppUsed: traits.legacyAuth });
  }
  if (traits.ropc) {
    const clientAppUsed = 'Mobile Apps and Desktop clients';
    kinds.push({ ...browser, name: 'ropc', clientAppUsed, isInteractive: false, protocol: 'ropc' });
  }
  if (traits.usesNps) {
    const appName = 'Azure Multi-Factor Auth Client';
    kinds.push({ ...browser, name: 'nps', appId: npsApp, appName });
  }
  return kinds;
}
