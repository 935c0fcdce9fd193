import { clouds } from '../../shared/entra/cloud';

/** Sign-in hosts of the clouds, with the one China's address leads to. */
const cloudSignInOrigins = new Set([
  ...Object.values(clouds).map((cloud) => cloud.authorityOrigin),
  'https://login.partner.microsoftonline.cn',
]);

export interface OpenerPorts {
  /** Electron's shell.openExternal. */
  openExternal(url: string): Promise<void>;
  /** Origins of practice tenants that this process itself serves. */
  isOwnPracticeOrigin(origin: string): boolean;
  /** Set for headless tests: answers a practice tenant's page without a browser. */
  readonly followPage?: ((url: string) => Promise<void>) | undefined;
}

/**
 * Opens a sign-in address in the system's browser, never in our window. Only Microsoft's sign-in
 * hosts and practice tenants of our own are opened; the answering robot only ever meets the latter.
 * @throws Error `sign-in-address-refused`
 */
export async function openSignInPage(url: string, ports: OpenerPorts): Promise<void> {
  const { origin, username } = new URL(url);
  const isPractice = ports.isOwnPracticeOrigin(origin);
  if (username !== '' || (!isPractice && !cloudSignInOrigins.has(origin))) {
    throw new Error('sign-in-address-refused');
  }
  if (isPractice && ports.followPage) {
    await ports.followPage(url);
    return;
  }
  await ports.openExternal(url);
}
