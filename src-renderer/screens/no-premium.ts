import type { TodayView } from '../../shared/ipc/assess-contract';

type Unread = TodayView['unread'];

const ofSignIns: readonly string[] = [
  'signIns',
  'signInActivity',
  'legacySignIns',
  'reportOnlySignIns',
];

/**
 * What a tenant without Entra ID P1 cannot have, apart from what was not read. `isWithout` only
 * where report and sign-in log were both refused for want of a licence and everybody's methods were
 * read one by one instead: anything less stays among what is unknown.
 */
export function partUnread(unread: Unread): { readonly isWithout: boolean; readonly rest: Unread } {
  const isRefused = (source: string): boolean =>
    unread.some((one) => one.source === source && one.reason === 'notLicensed');
  const isWithout =
    isRefused('registration') &&
    isRefused('signIns') &&
    !unread.some(({ source }) => source === 'userMethods');
  if (!isWithout) return { isWithout, rest: unread };
  const rest = unread.filter(
    ({ source, reason }) =>
      reason !== 'notLicensed' || (source !== 'registration' && !ofSignIns.includes(source)),
  );
  return { isWithout, rest };
}
