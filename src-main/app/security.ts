import type { App, Session, WebContents } from 'electron';
import { isPreviewAddress } from '../../shared/ipc/preview-origin';

/** What leaves the page's reach is only counted: addresses may carry names. */
export type OnRefused = (what: string) => void;

/**
 * Closes the page's session to the world: every permission, device and download is refused, and
 * no request but those for the bundle, and its frame's for a preview, leaves it.
 */
export function hardenSession(session: Session, onRefused: OnRefused): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefused(`permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, answer) => {
    // What a preview shows is asked for by its frame alone, as a document.
    const isPreview = details.resourceType === 'subFrame' && isPreviewAddress(details.url);
    const isOurs = details.url.startsWith('app://bundle/');
    if (!isOurs && !isPreview) {
      onRefused('request');
    }
    answer({ cancel: !isOurs && !isPreview });
  });
  session.on('will-download', (event) => {
    onRefused('download');
    event.preventDefault();
  });
  session.on('select-usb-device', refuseDevice);
  session.on('select-hid-device', refuseDevice);
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
}

function refuseDevice(
  event: { preventDefault(): void },
  _details: unknown,
  answer: () => void,
): void {
  event.preventDefault();
  answer();
}

/** Keeps contents on the page they were opened with. */
export function hardenContents(contents: WebContents, onRefused: OnRefused): void {
  const stop = (event: { preventDefault(): void }): void => {
    onRefused('navigation');
    event.preventDefault();
  };
  contents.on('will-navigate', stop);
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame || !isPreviewAddress(event.url)) stop(event);
  });
  contents.on('will-redirect', stop);
  contents.on('will-attach-webview', stop);
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
  contents.setWindowOpenHandler(() => {
    onRefused('window');
    return { action: 'deny' };
  });
}

/**
 * Brings the window back to its page. Chromium goes to about:blank without asking anybody (no
 * `will-navigate`, seen in Electron 25); the page holds no state, so nothing is lost.
 */
export function keepOnPage(
  contents: Pick<WebContents, 'on' | 'loadURL'>,
  page: string,
  onRefused: OnRefused,
): void {
  contents.on('did-navigate', (_event, url) => {
    if (!url.startsWith('app://bundle/')) {
      onRefused('navigation');
      void contents.loadURL(page);
    }
  });
}

/** Contents that main announced before it made them. Anything else is destroyed. */
export class ExpectedContents {
  #expected = 0;

  /** Makes one window, whose contents are then expected. */
  make<T>(create: () => T): T {
    this.#expected += 1;
    try {
      return create();
    } finally {
      this.#expected = 0;
    }
  }

  take(): boolean {
    if (this.#expected === 0) {
      return false;
    }
    this.#expected -= 1;
    return true;
  }
}

/**
 * Hardens every content that appears. Unannounced ones are closed: there are two kinds of
 * contents in this app, and main makes both.
 */
export function watchContents(app: App, expected: ExpectedContents, onRefused: OnRefused): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, onRefused);
    if (!expected.take()) {
      onRefused('contents');
      contents.close();
    }
  });
}
