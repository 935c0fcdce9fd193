import { expect, type ElectronApplication, type Page } from '@playwright/test';

/** Tab until what has focus matches this selector. */
async function tabUntil(page: Page, selector: string, most = 80): Promise<void> {
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
    const isThere = (one: string): boolean => document.activeElement?.matches(one) === true;
    if (await page.evaluate(isThere, selector)) return;
  }
  throw new Error(`no ${selector} within ${String(most)} stops of Tab`);
}

const focused = (page: Page) => page.locator(':focus');
const dialog = (page: Page) => page.getByRole('dialog');

/** Escape closes the top layer, and focus is back where it was. */
async function closeLayer(page: Page, back: string): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator(back)).toBeFocused();
}

/** Space opens what has focus, and folds it again. */
async function foldByKeys(page: Page, selector: string): Promise<void> {
  await tabUntil(page, selector);
  const isOpen = () =>
    page.evaluate(() => (document.activeElement?.parentElement as HTMLDetailsElement).open);
  const before = await isOpen();
  for (const after of [!before, before]) {
    await page.keyboard.press('Space');
    await expect.poll(isOpen).toBe(after);
  }
}

type Walk = (page: Page, app: ElectronApplication) => Promise<void>;

/** Keys of each screen as the table of screens has them; pictures have a walk of their own. */
export const keyWalks: Readonly<Record<string, Walk>> = {
  async home(page) {
    await tabUntil(page, '.plans .open');
    await page.keyboard.press('ArrowDown');
    await expect(focused(page)).toHaveClass(/open/);
    const plan = await focused(page).getAttribute('id');
    await page.keyboard.press('Delete');
    await expect(focused(page)).toHaveText(/^Put back on the list/);
    await page.keyboard.press('Enter');
    await expect(focused(page)).toHaveAttribute('id', plan ?? '');
    // It was the open one: off the list it is closed.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toHaveCount(0);
  },
  async connect(page) {
    await foldByKeys(page, 'main details > summary');
  },
  async read(page) {
    await foldByKeys(page, 'main details[id^="answers-"] > summary');
  },
  async today(page) {
    await page.keyboard.press('Tab');
    await expect(focused(page)).toHaveText(/1 Feb 2027/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: 'February' })).toBeChecked();
    await tabUntil(page, 'main [role="grid"]');
    const active = () => focused(page).getAttribute('aria-activedescendant');
    const first = await active();
    await page.keyboard.press('End');
    await expect.poll(active).not.toBe(first);
    await page.keyboard.press('Home');
    await expect.poll(active).toBe(first);
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).not.toBe(first);
    await page.keyboard.press('Enter');
    const name = () => dialog(page).getByRole('heading').first().textContent();
    const before = await name();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(name).not.toBe(before);
    await closeLayer(page, 'main [role="grid"]');
  },
  async findings(page) {
    await tabUntil(page, 'details[id^="finding-"] > summary');
    const own = await focused(page).textContent();
    await page.keyboard.press('ArrowDown');
    await expect(focused(page)).not.toHaveText(own ?? '');
    await page.keyboard.press('ArrowUp');
    await expect(focused(page)).toHaveText(own ?? '');
    await page.keyboard.press('Enter');
    await expect(page.locator('details[id^="finding-"][open]').first()).toBeVisible();
  },
  async policy(page) {
    await tabUntil(page, 'main table input[type="radio"]');
    const value = () => focused(page).getAttribute('value');
    const before = await value();
    await page.keyboard.press('Space');
    await expect.poll(value).not.toBe(before);
    await page.keyboard.press('Alt+Enter');
    await expect(page.locator('main')).toContainText('Microsoft Graph');
  },
  async rings(page) {
    await tabUntil(page, 'main [role="grid"]');
    await page.keyboard.press('Space');
    await expect(page.locator('main [role="row"][aria-selected="true"]')).toHaveCount(1);
    await page.keyboard.press('m');
    await expect(focused(page)).toHaveJSProperty('tagName', 'SELECT');
  },
  async schedule(page) {
    await tabUntil(page, 'main .pin');
    const bar = () => focused(page).getAttribute('data-pin');
    const first = await bar();
    await page.keyboard.press('End');
    await expect.poll(bar).not.toBe(first);
    await tabUntil(page, 'main .date input[type="text"]');
    await page.keyboard.type('2026-12-01');
    await page.keyboard.press('ArrowUp');
    await expect(focused(page)).toHaveValue('2026-12-02');
    await page.keyboard.press('Control+z');
  },
  async messages(page, app) {
    await app.evaluate(({ clipboard }) => clipboard.clear());
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).not.toBe('');
  },
  async safety(page) {
    await tabUntil(page, 'main button[aria-pressed]');
    await page.keyboard.press('Space');
    await expect(focused(page)).toHaveAttribute('aria-pressed', 'true');
  },
  async review(page) {
    await page.keyboard.press('Control+Shift+H');
    await expect(dialog(page)).toBeVisible();
    await closeLayer(page, 'h1');
  },
  async export(page) {
    await page.keyboard.press('F7');
    await expect(page.locator('main iframe, main pre').first()).toBeVisible();
  },
  async rollout(page) {
    await expect(page.locator('footer [data-command="primary"]')).toBeEnabled();
    // What comes next is done by hand: the key leads to it, and nothing starts by any key.
    for (let press = 0; press < 2; press += 1) {
      await page.keyboard.press('Control+Enter');
      await expect(page.locator('[id^="step-"]:focus')).toHaveCount(1);
    }
    await page.keyboard.press('F8');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.locator('main h2').first()).toHaveText(/^0 of /);
  },
  async finish(page) {
    await tabUntil(page, 'main ul.list button');
    const first = await focused(page).textContent();
    await page.keyboard.press('ArrowDown');
    await expect(focused(page)).not.toHaveText(first ?? '');
    await page.keyboard.press('Home');
    await expect(focused(page)).toHaveText(first ?? '');
  },
  async activity(page) {
    await tabUntil(page, 'main tbody summary');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+c');
    await expect(page.locator('.told')).toHaveText(/^Entry/);
    await page.keyboard.press('Enter');
    await expect(page.locator('main tbody details[open]')).toHaveCount(1);
  },
  async fleet(page) {
    await tabUntil(page, 'main tbody .link-button');
    const box = page.locator('main tbody .check').first();
    await expect(box).not.toBeChecked();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
    // Whoever is not assessed, and nobody else.
    await page.keyboard.press('Control+Shift+a');
    await expect(box).not.toBeChecked();
  },
  async settings(page) {
    await page.keyboard.press('Control+f');
    await expect(focused(page)).toHaveJSProperty('type', 'search');
  },
};

/** F6 leads round the window: content, footer, rail, top bar, and back. */
export async function walkRegions(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeFocused();
  const region = () =>
    page.evaluate(
      () => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? '',
    );
  const start = await region();
  const seen = new Set<string>();
  do {
    await page.keyboard.press('F6');
    seen.add(await region());
  } while (!seen.has(start) && seen.size < 6);
  expect(seen.size).toBeGreaterThan(2);
  expect(seen).not.toContain('');
}
