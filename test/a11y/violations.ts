import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What breaks WCAG 2.2 AA on the page as it stands: rule and places, one line each. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(tags)
    .analyze();
  return found.map(
    (one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** The looks a layer is judged in: each language, theme and help of the system at least once. */
export const layerLooks = [
  { language: 'en', theme: 'light', media: { forcedColors: 'active' } },
  { language: 'ja', theme: 'dark', media: { contrast: 'more' } },
] as const;
export const plainMedia = { forcedColors: 'none', contrast: 'no-preference' } as const;
