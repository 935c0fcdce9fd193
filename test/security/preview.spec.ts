import { expect, test, type Frame, type Page } from '@playwright/test';
import { call, launchApproved } from '../a11y/call-app';
import type { LaunchedApp } from '../fixtures/launch-app';

let running: LaunchedApp;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  running = await launchApproved();
  await call(running.page, 'app.navigate', { screen: 'export' });
  await expect(running.page.locator('h1')).toBeFocused();
});
test.afterAll(() => running.app.close());

async function preview(page: Page): Promise<Frame> {
  await page.keyboard.press('F7');
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('h1').first()).toBeVisible();
  const found = page.frames().find((one) => one.url().startsWith('app://preview/'));
  if (found === undefined) throw new Error('no frame');
  return found;
}

test('shows the page itself, styled, in the language and theme it has', async () => {
  const { page } = running;
  for (const theme of ['light', 'dark'] as const) {
    // The driver stands in for what Electron takes from the setting.
    await page.emulateMedia({ colorScheme: theme });
    const frame = await preview(page);
    await expect(page.locator('iframe')).toBeFocused();
    await expect(frame.locator('article')).toHaveCount(2);
    const looks = await frame.evaluate(() => ({
      size: getComputedStyle(document.querySelector('h1') ?? document.body).fontSize,
      paper: getComputedStyle(document.body).backgroundColor,
      pictures: document.querySelectorAll('svg.chart').length,
    }));
    expect(looks.size).toBe('32px');
    expect(looks.paper).toBe(theme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 31)');
    expect(looks.pictures).toBeGreaterThan(1);
  }
});

test('lets the page run nothing, load nothing, and reach nobody', async () => {
  const frame = await preview(running.page);
  // No handler of the page runs, so that what came of it is looked at afterwards.
  await frame.evaluate(() => {
    const script = document.createElement('script');
    script.append('document.title = "ran"');
    const picture = document.createElement('img');
    picture.src = 'https://example.com/x.png';
    const style = document.createElement('style');
    style.append('h1 { font-size: 7px }');
    document.head.append(script, style);
    document.body.append(picture);
  });
  await running.page.waitForTimeout(400);
  const reached = await frame.evaluate(() => {
    let parent = 'reached';
    try {
      void window.parent.document.title;
    } catch {
      parent = 'stopped';
    }
    const size = getComputedStyle(document.querySelector('h1') ?? document.body).fontSize;
    const picture = document.querySelector('img')?.naturalWidth;
    return { origin: self.origin, title: document.title, size, picture, parent };
  });
  expect(reached).toMatchObject({ origin: 'null', size: '32px', picture: 0, parent: 'stopped' });
  expect(reached.title).not.toBe('ran');
  expect(await frame.evaluate(() => 'api' in window)).toBe(false);
});

test('keeps no page but the one that is shown, and lets no frame go elsewhere', async () => {
  const { app, page } = running;
  const before = (await preview(page)).url();
  await page.getByRole('button', { name: /^Preview files/ }).click();
  await expect.poll(() => page.frames().at(-1)?.url()).not.toBe(before);
  const answers = await app.evaluate(async ({ session }, url) => {
    const own = session.fromPartition('causeway-page');
    return own.fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
  }, before);
  expect([0, 404]).toContain(answers);
  const gone = await page.evaluate(async () => {
    const frame = document.querySelector('iframe');
    const before = frame?.src ?? '';
    const other = document.createElement('iframe');
    document.body.append(other);
    const stopped: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.blockedURI));
    for (const src of ['https://example.com/', 'data:text/html,x', 'app://bundle/index.html']) {
      other.src = src;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    other.remove();
    return { before, after: frame?.src ?? '', stopped: stopped.length };
  });
  expect(gone.after).toBe(gone.before);
  expect(gone.stopped).toBe(3);
});

test('its links and tables take the focus, and F6 leaves it', async () => {
  const { app, page } = running;
  const frame = await preview(page);
  await page.keyboard.press('Tab');
  expect(await frame.evaluate(() => document.activeElement?.tagName)).toBe('A');
  // As the system sends it: a key that the frame leaves comes to the menu.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    for (const type of ['keyDown', 'keyUp'] as const)
      contents?.sendInputEvent({ type, keyCode: 'F6' });
  });
  await expect(page.locator('footer :focus')).toHaveCount(1);
});
