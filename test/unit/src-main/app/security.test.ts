import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { App, Session, WebContents } from 'electron';
import {
  ExpectedContents,
  hardenContents,
  hardenSession,
  keepOnPage,
  watchContents,
} from '../../../../src-main/app/security';

/** Records what is set on it and can play Electron's part. */
class FakeSession extends EventEmitter {
  readonly set: Record<string, (...args: never[]) => unknown> = {};
  readonly webRequest = {
    onBeforeRequest: (listener: (...args: never[]) => unknown) => {
      this.set['onBeforeRequest'] = listener;
    },
  };
  constructor() {
    super();
    for (const name of [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'setBluetoothPairingHandler',
    ]) {
      Object.assign(this, {
        [name]: (listener: (...args: never[]) => unknown) => (this.set[name] = listener),
      });
    }
  }
  run(name: string, ...args: unknown[]): unknown {
    return this.set[name]?.(...(args as never[]));
  }
}

class FakeContents extends EventEmitter {
  isClosed = false;
  openHandler: (() => unknown) | undefined;
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler;
  }
  close(): void {
    this.isClosed = true;
  }
}

function prevented(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  let isPrevented = false;
  emitter.emit(name, { preventDefault: () => (isPrevented = true) }, ...args);
  return isPrevented;
}

function hardened(): { session: FakeSession; refused: string[] } {
  const session = new FakeSession();
  const refused: string[] = [];
  hardenSession(session as unknown as Session, (what) => void refused.push(what));
  return { session, refused };
}

test('every permission is refused, asked or checked', () => {
  const { session, refused } = hardened();
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'hid']) {
    let answer: boolean | undefined;
    session.run('setPermissionRequestHandler', {}, permission, (is: boolean) => (answer = is));
    expect(answer).toBe(false);
    expect(session.run('setPermissionCheckHandler', {}, permission)).toBe(false);
  }
  expect(session.run('setDevicePermissionHandler', {})).toBe(false);
  expect(refused).toContain('permission media');
});

test.each<[string, boolean]>([
  ['app://bundle/index.html', false],
  ['app://bundle.evil/index.html', true],
  ['app://other/', true],
  ['app://preview/00', true],
  ['app://preview.evil/00', true],
  ['https://graph.microsoft.com/v1.0/me', true],
  ['http://127.0.0.1:5000/', true],
  ['ws://127.0.0.1:5000/', true],
  ['file:///etc/passwd', true],
  ['data:text/html,x', true],
  ['blob:app://bundle/1', true],
])('the page’s request for %s is cancelled: %s', (url, cancel) => {
  const { session } = hardened();
  let answer: unknown;
  session.run('onBeforeRequest', { url }, (given: unknown) => (answer = given));
  expect(answer).toEqual({ cancel });
});

test.each([
  ['subFrame', 'app://preview/00', false],
  ['subFrame', 'app://preview.evil/00', true],
  ['subFrame', 'https://example.com/', true],
  ['mainFrame', 'app://preview/00', true],
  ['image', 'app://preview/00', true],
])('a %s that asks for %s is cancelled: %s', (resourceType, url, cancel) => {
  const { session } = hardened();
  let answer: unknown;
  session.run('onBeforeRequest', { url, resourceType }, (given: unknown) => (answer = given));
  expect(answer).toEqual({ cancel });
});

test.each([
  ['app://preview/00', false, false],
  ['app://preview/00', true, true],
  ['app://preview.evil/00', false, true],
  ['app://bundle/index.html', false, true],
  ['about:blank', false, true],
])('a frame that goes to %s (main: %s) is stopped: %s', (url, isMainFrame, isStopped) => {
  const contents = new FakeContents();
  hardenContents(contents as unknown as WebContents, () => undefined);
  let isPrevented = false;
  const event = { url, isMainFrame, preventDefault: () => (isPrevented = true) };
  contents.emit('will-frame-navigate', event);
  expect(isPrevented).toBe(isStopped);
});

test('downloads and device choosers are refused', () => {
  const { session } = hardened();
  expect(prevented(session, 'will-download')).toBe(true);
  for (const name of ['select-usb-device', 'select-hid-device']) {
    let given: unknown[] = ['not called'];
    expect(prevented(session, name, {}, (...args: unknown[]) => (given = args))).toBe(true);
    expect(given).toEqual([]);
  }
  let port: unknown;
  expect(prevented(session, 'select-serial-port', [], {}, (id: string) => (port = id))).toBe(true);
  expect(port).toBe('');
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  '%s is prevented',
  (name) => {
    const contents = new FakeContents();
    hardenContents(contents as unknown as WebContents, () => undefined);
    expect(prevented(contents, name)).toBe(true);
  },
);

test('no window is opened by the page', () => {
  const contents = new FakeContents();
  hardenContents(contents as unknown as WebContents, () => undefined);
  expect(contents.openHandler?.()).toEqual({ action: 'deny' });
});

test('contents that main did not announce are closed', () => {
  const app = new EventEmitter();
  const expected = new ExpectedContents();
  watchContents(app as unknown as App, expected, () => undefined);
  const announced = new FakeContents();
  const foreign = new FakeContents();
  const twice = new FakeContents();
  expected.make(() => {
    app.emit('web-contents-created', {}, announced);
    app.emit('web-contents-created', {}, twice);
  });
  app.emit('web-contents-created', {}, foreign);
  expect([announced.isClosed, twice.isClosed, foreign.isClosed]).toEqual([false, true, true]);
  expect(prevented(foreign, 'will-navigate')).toBe(true);
});

test('a window that got away is brought back to its page', () => {
  const loaded: string[] = [];
  const contents = Object.assign(new EventEmitter(), {
    loadURL: (url: string) => Promise.resolve(void loaded.push(url)),
  });
  const page = 'app://bundle/index.html';
  keepOnPage(contents as unknown as WebContents, page, () => undefined);
  contents.emit('did-navigate', {}, page);
  contents.emit('did-navigate', {}, 'about:blank');
  expect(loaded).toEqual([page]);
});
