import type { Snapshot } from './snapshot';

/**
 * Refused even what any signed-in member may read: the application was never given consent here, or
 * the partner relationship is not active.
 */
export function lacksConsent({ origin, ...snapshot }: Snapshot): boolean {
  const sections = [
    snapshot.organization,
    snapshot.users,
    snapshot.authenticationMethodsPolicy,
    snapshot.conditionalAccess,
  ];
  return (
    origin !== 'capture' &&
    sections.every(
      (section) =>
        section.kind === 'unread' &&
        section.reason.code === 'refused' &&
        section.reason.status === 403,
    )
  );
}
