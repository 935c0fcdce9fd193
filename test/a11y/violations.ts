import type { Page } from '@playwright/test';
import { axeFaults } from './axe-faults';

/** Opens every fold of the layer, those within folds too; what they read has two seconds to come. */
export function openFolds(page: Page, layer: string): Promise<void> {
  return page.evaluate(async (within) => {
    const countBusy = (): number => document.querySelectorAll('[aria-busy="true"]').length;
    const before = countBusy();
    for (let look = 0; look < 40; look += 1) {
      const folded = document.querySelectorAll<HTMLDetailsElement>(`${within} details:not([open])`);
      for (const one of folded) one.open = true;
      await new Promise((done) => setTimeout(done, 50));
      if (folded.length === 0 && countBusy() <= before) return;
    }
  }, layer);
}

/**
 * What breaks WCAG 2.2 AA on the page, each line once: the topmost layer with every fold open, on
 * each of its tabs. Folds stay open and the last tab stays selected.
 */
export async function violations(page: Page): Promise<readonly string[]> {
  const hasDialog = (await page.locator('dialog[open]').count()) > 0;
  const layer = hasDialog ? 'dialog[open]' : 'main';
  await openFolds(page, layer);
  const found = [...(await axeFaults(page))];
  const others = page.locator(`${layer} [role="tab"][aria-selected="false"]`);
  const ids = await others.evaluateAll((tabs) => tabs.map(({ id }) => id));
  for (const id of ids) {
    await page.locator(`[id="${id}"]`).click();
    await openFolds(page, layer);
    found.push(...(await axeFaults(page)));
  }
  return [...new Set(found)];
}

/** The looks a layer is judged in: each language, theme and help of the system at least once. */
export const layerLooks = [
  { language: 'en', theme: 'light', media: { forcedColors: 'active' } },
  { language: 'ja', theme: 'dark', media: { contrast: 'more' } },
] as const;
export const plainMedia = { forcedColors: 'none', contrast: 'no-preference' } as const;
