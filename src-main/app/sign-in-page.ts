import { clouds } from '../../shared/entra/cloud';
import { m } from '../../shared/paraglide/messages.js';

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

/** The pages a browser shows once our own listener has its answer. */
export function closingPages(locale: 'en' | 'ja'): { done: string; failed: string } {
  const say = { locale };
  return {
    done: toPage(locale, m.sign_in_page_done_title({}, say), m.sign_in_page_done_body({}, say)),
    failed: toPage(
      locale,
      m.sign_in_page_failed_title({}, say),
      m.sign_in_page_failed_body({}, say),
    ),
  };
}

function toPage(locale: string, title: string, body: string): string {
  const style =
    'body{font:16px/1.6 "Segoe UI","Noto Sans JP",system-ui,sans-serif;margin:15vh auto;' +
    'max-width:32rem;padding:0 1.5rem;color:#1b1a19;background:#faf9f8}h1{font-size:1.6rem}' +
    '@media(prefers-color-scheme:dark){body{color:#f3f2f1;background:#1b1a19}}';
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} – Causeway</title>` +
    `<style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>` +
    `<p>${escapeHtml(body)}</p></main></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
