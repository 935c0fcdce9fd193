import { expect, test } from '@playwright/test';
import { button, heading, walkToReview } from '../fixtures/drive-app';
import { launchApp } from '../fixtures/launch-app';
import { takeBrowser } from '../fixtures/sign-in-as';

test('two people approve a plan: another administrator, at the same window, and nobody else', async () => {
  test.setTimeout(240_000);
  const { app, page } = await launchApp();
  const browser = await takeBrowser(app);
  await expect(page.getByLabel('Tenant to practice on')).toHaveValue('S02');
  await button(page, 'Start practicing').click();
  await button(page, 'Sign in with browser').click();
  const first = await browser.signIn(0);
  await button(page, 'This is the right tenant').click();
  await button(page, 'Start reading').click();
  await expect(page.getByText(/Read at .*Users: 44/)).toBeVisible({ timeout: 60_000 });
  await walkToReview(page);
  await expect(heading(page, 'Review')).toBeVisible();

  const card = page.getByRole('region', { name: 'A second person' });
  const own = card.getByRole('checkbox', { name: /must approve this plan/ });
  await own.check();
  await expect(card.getByRole('button')).toBeVisible();
  // One person alone: refused in words, and the plan is not approved.
  await button(page, 'Approve plan').click();
  await expect(page.getByText('A second person has not approved this plan.')).toBeVisible();

  // The same account once more is no second person.
  await card.getByRole('button', { name: /Sign in as the second person/ }).click();
  await expect(card.getByText(/Waiting for the second person/)).toBeVisible();
  expect(await browser.signIn(0)).toBe(first);
  await expect(card.getByText('This account can’t be the second person.').first()).toBeVisible();

  // The wait can be called off.
  await card.getByRole('button', { name: /Sign in as the second person/ }).click();
  await browser.leave();
  await card.getByRole('button', { name: 'Cancel sign-in' }).click();
  await expect(card.getByRole('button', { name: /Sign in as the second person/ })).toBeVisible();

  // For every plan of the tenant: one person sets it, and two take it off.
  const always = card.getByRole('checkbox', { name: /every plan of this tenant/ });
  await always.check();
  await expect(own).toBeDisabled();
  for (const [account, isSetStill] of [
    [0, true],
    [1, false],
  ] as const) {
    await always.click();
    await expect(card.getByText(/Waiting for the second person/)).toBeVisible();
    await browser.signIn(account);
    await expect(card.getByText(/Waiting for the second person/)).toBeHidden({ timeout: 60_000 });
    await expect(always).toBeChecked({ checked: isSetStill });
  }
  await expect(own).toBeEnabled();
  await expect(own).toBeChecked();

  await card.getByRole('button', { name: /Sign in as the second person/ }).click();
  const second = await browser.signIn(1);
  expect(second).not.toBe(first);
  await expect(card.getByText(`${second} approved as the second person`)).toBeVisible({
    timeout: 60_000,
  });
  await button(page, 'Approve plan').click();
  await button(page, 'Go to Roll out').click();
  await expect(heading(page, 'Roll out')).toBeVisible();
  await expect(card.getByText(`${second} approved as the second person`)).toBeVisible();
  await app.close();
});
