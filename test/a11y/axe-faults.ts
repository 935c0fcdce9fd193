import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { isLong } from '../fixtures/campaign';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What colours and sizes decide; every other rule reads names, roles and order alone. */
const painted = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

/** Structures that held every rule, so that another look of one is judged by what is painted. */
const judged = new Set<string>();

type Rules = Pick<axe.RunOptions, 'runOnly'>;

async function run(page: Page, rules: Rules, selectors: boolean): Promise<readonly axe.Result[]> {
  return page.evaluate(
    async (options) => {
      const { axe: here } = globalThis as unknown as { axe: typeof axe };
      return (await here.run(document, options)).violations;
    },
    // What passed would be listed node by node, which takes longer than the search itself.
    { ...rules, selectors, resultTypes: ['violations'] } satisfies axe.RunOptions,
  );
}

/** The source is long: once a document is enough. */
async function bringAxe(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  }
}

/** The page without its colours and places: what is in it, under which names, and what is shown. */
async function structureOf(page: Page): Promise<string> {
  const all = await page.evaluate(() => {
    const { body, documentElement: root } = document;
    const shown = [...body.querySelectorAll('*')].map((one) =>
      one.checkVisibility({ checkVisibilityCSS: true }) ? '1' : '0',
    );
    return `${root.lang} ${document.title} ${body.outerHTML} ${shown.join('')}`;
  });
  const names = new Map<string, string>();
  // Generated ids count on from screen to screen: their order stays, and which are one. Clocks run.
  const renamed = all.replace(/\d\d:\d\d/g, '').replace(/\bc\d+\b/g, (id) => {
    const name = names.get(id) ?? `c#${names.size}`;
    names.set(id, name);
    return name;
  });
  return createHash('sha256').update(renamed).digest('base64');
}

/** What breaks WCAG 2.2 AA on the page as it stands: rule and places, one line each. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  await bringAxe(page);
  const structure = await structureOf(page);
  const isKnown = !isLong && judged.has(structure);
  const rules: Rules = { runOnly: isKnown ? { type: 'rule', values: painted } : tags };
  const found = await run(page, rules, false);
  if (found.length === 0) {
    judged.add(structure);
    return [];
  }
  const broken = found.map(({ id }) => id);
  // Once more for the places alone: finding a selector for everything takes long.
  const placed = await run(page, { runOnly: { type: 'rule', values: broken } }, true);
  return (placed.length > 0 ? placed : found).map(
    ({ id, nodes }) =>
      `${id} ${nodes.map(({ target, html }) => target?.join(' ') ?? html).join(', ')}`,
  );
}
