import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';
import { reached } from '../fixtures/campaign';

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
});
test.afterAll(() => launched.app.close());

test('the window is what it is meant to be, option by option', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
    // Not in Electron's public types; the only way to read the options back.
    const readable = webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return readable.getLastWebPreferences();
  });
  const meant = {
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    plugins: false,
    webgl: false,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
  };
  // Which options can be read back differs from version to version; these always can.
  const readable = Object.entries(meant).filter(([name]) => name in preferences);
  expect(readable.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      ...['sandbox', 'contextIsolation', 'webSecurity', 'nodeIntegration', 'webviewTag'],
      ...['nodeIntegrationInSubFrames', 'allowRunningInsecureContent', 'experimentalFeatures'],
    ]),
  );
  expect(preferences).toMatchObject(Object.fromEntries(readable));
  const hasWebGl = await launched.page.evaluate(
    () => document.createElement('canvas').getContext('webgl') !== null,
  );
  expect(hasWebGl).toBe(false);
});

test('the page runs in the system’s sandbox', async () => {
  test.skip(process.platform !== 'linux', 'read from /proc');
  const pid = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  expect(/^Seccomp:\s*(\d)/m.exec(status)?.[1]).toBe('2');
  expect(/^NoNewPrivs:\s*(\d)/m.exec(status)?.[1]).toBe('1');
  expect(/^Uid:\s*(\d+)/m.exec(status)?.[1]).not.toBe('0');
});

test('the page has two functions of ours and nothing of Node or Electron', async () => {
  const found = await launched.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'];
    const { api } = window as unknown as { api: object };
    return {
      leaked: names.filter((name) => name in window),
      api: Object.keys(api).sort(),
      isFrozen: !Reflect.set(api, 'call', null) || Object.isFrozen(api),
    };
  });
  expect(found).toEqual({ leaked: [], api: ['call', 'on'], isFrozen: true });
});

test('the page cannot name a file, nor drop one that nobody dropped', async () => {
  const { app, page } = launched;
  await app.evaluate(({ dialog }) => {
    const boxes = ((globalThis as { boxes?: unknown[] }).boxes = [] as unknown[]);
    dialog.showMessageBox = (...told: unknown[]) => {
      boxes.push(told);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  const answer = await page.evaluate(async () => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['{}'], 'made-up.causeway'));
    for (const name of ['dragover', 'drop']) {
      const made = { bubbles: true, cancelable: true, dataTransfer: dropped };
      document.body.dispatchEvent(new DragEvent(name, made));
    }
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<unknown> };
    };
    return api.call('files.dropped', { path: '/etc/passwd' });
  });
  expect(answer).toEqual({ ok: false, failure: { code: 'ipc/refused', values: {} } });
  await page.waitForTimeout(500);
  expect(await app.evaluate(() => (globalThis as { boxes?: unknown[] }).boxes)).toEqual([]);
});

test('a name that is not in the contract goes nowhere', async () => {
  const answers = await launched.page.evaluate(async () => {
    const { api } = window as unknown as {
      api: { call(name: string, input: unknown): Promise<unknown> };
    };
    const names = ['app.evaluate', '__proto__', 'constructor', '', '__ELECTRON_LOG__'];
    return Promise.all(names.map((name) => api.call(name, {})));
  });
  for (const answer of answers) {
    expect(answer).toEqual({ ok: false, failure: { code: 'ipc/refused', values: {} } });
  }
});

const places = [
  ...['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'about:blank'],
  ...['data:text/html,x', 'javascript:document.title=1', 'blob:app://bundle/x'],
  ...['ftp://example.com/', 'chrome://gpu', 'chrome://crash', 'view-source:x'],
  ...['devtools://devtools/bundled/inspector.html', 'app://other/', 'app://bundle.evil/'],
  ...['app://bundle/secret', 'mailto:a@example.com', 'ms-settings:', 'causeway://x'],
  ...['ws://127.0.0.1:9/', 'filesystem:app://bundle/x'],
];
const ways = ['location', 'open', 'link', 'form'] as const;

/** Runs in the page. Whatever throws was refused before it began: just as well. */
function leave([way, place]: readonly [(typeof ways)[number], string]): void {
  const form = document.createElement('form');
  const link = document.createElement('a');
  document.body.append(form, link);
  try {
    form.action = place;
    form.method = 'post';
    link.href = place;
    link.target = '_blank';
    if (way === 'location') location.href = place;
    if (way === 'open') window.open(place);
    if (way === 'form') form.submit();
    if (way === 'link') link.click();
  } catch {
    return;
  } finally {
    form.remove();
    link.remove();
  }
}

test('no address leaves the page, by no way, and no window opens', async () => {
  const { app, page } = launched;
  const home = page.url();
  expect(places.length * ways.length).toBeGreaterThanOrEqual(40);
  for (const way of ways) {
    for (const place of places) {
      // Chromium takes about:blank without asking; the window is back on its page at once.
      const isBlank = place === 'about:blank';
      await page.evaluate(leave, [way, place] as const).catch((error: unknown) => {
        if (!isBlank) throw error;
      });
      await page.waitForTimeout(isBlank ? 500 : 30);
      await expect.poll(() => page.url(), { message: `${way} ${place}` }).toBe(home);
    }
  }
  // Not a locator: the driver waits for navigations that were stopped.
  await expect
    .poll(() => page.evaluate(() => document.querySelectorAll('h1').length))
    .toBeGreaterThan(0);
  const contents = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getURL()),
  );
  expect(contents).toEqual([home]);
  reached('P22', `${places.length * ways.length} addresses stopped`, {
    addresses: places.length * ways.length,
  });
});

test('no permission is given', async () => {
  const states = await launched.page.evaluate(async () => {
    const names = [
      'geolocation',
      'camera',
      'microphone',
      'notifications',
      'clipboard-read',
      'midi',
    ];
    return Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          (status) => status.state,
          () => 'denied',
        ),
      ),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('contents that appear unannounced are closed', async () => {
  const left = await launched.app.evaluate(async ({ BrowserWindow, webContents }) => {
    const foreign = new BrowserWindow({ show: false });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const isGone = foreign.isDestroyed() || foreign.webContents.isDestroyed();
    if (!foreign.isDestroyed()) foreign.destroy();
    return { isGone, count: webContents.getAllWebContents().length };
  });
  expect(left).toEqual({ isGone: true, count: 1 });
});
