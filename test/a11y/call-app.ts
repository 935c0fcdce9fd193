import { expect, type Page } from '@playwright/test';

interface PageApi {
  readonly api: { call(name: string, input: object): Promise<{ readonly ok: boolean }> };
}

/** A call of the contract, sent from the page as its own parts do; fails when it is refused. */
export async function call(page: Page, name: string, input: object): Promise<void> {
  const answer = await page.evaluate(
    ([one, body]) => (globalThis as unknown as PageApi).api.call(one, body),
    [name, input] as const,
  );
  expect(answer.ok).toBe(true);
}
