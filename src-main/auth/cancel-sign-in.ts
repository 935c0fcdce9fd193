import { request } from 'node:http';
import type { AuthorizeRequest } from './authorize-url';

/**
 * Ends MSAL's wait for the browser. MSAL 7.2.1 has neither cancel nor time limit; it gives up,
 * and closes its port, when its own listener is told `access_denied` with the right state (T6).
 * Resolves when the listener has answered or is gone, after 900 ms at the latest. Never throws.
 */
export function endBrowserWait(
  pending: Pick<AuthorizeRequest, 'listenerPort' | 'state'>,
): Promise<void> {
  const body = new URLSearchParams({ error: 'access_denied', state: pending.state }).toString();
  return new Promise((resolve) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: pending.listenerPort,
        path: '/',
        method: 'POST',
        agent: false,
        timeout: 900,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.once('close', () => resolve());
      },
    );
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve());
    call.once('close', () => resolve());
    call.end(body);
  });
}
