import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { isAtLeast } from '../../shared/assess/count-may-grow';
import { choiceValueText } from '../../shared/i18n/choice-text';
import { findingTitle } from '../../shared/i18n/finding-text';
import { formatCount, type Language } from '../../shared/i18n/format';
import { term } from '../../shared/i18n/terms';
import { m } from '../../shared/paraglide/messages.js';
import { button, practiceEnv } from '../fixtures/drive-app';
import { confirm, followRollout, mouse, pressOn, primaryOf } from '../fixtures/follow-rollout';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';
import { plantReading } from '../fixtures/plant-reading';
import { readScenario, type ScenarioFile } from '../fixtures/scenario-file';

interface PageApi {
  readonly api: {
    call(
      name: string,
      input: object,
    ): Promise<{ readonly ok: boolean; readonly value?: { readonly state?: string } }>;
  };
}

function call(page: Page, name: string, input: object) {
  return page.evaluate(([one, body]) => (globalThis as unknown as PageApi).api.call(one, body), [
    name,
    input,
  ] as const);
}

/** Reads the open workspace to its end, as the screens do. */
async function readTenant(page: Page): Promise<void> {
  await call(page, 'read.start', {});
  await expect
    .poll(async () => (await call(page, 'read.get', {})).value?.state, { timeout: 240_000 })
    .toBe('done');
}

/** A practice tenant from Home to the end of its reading, pressing what a person presses. */
async function practise(page: Page, id: string): Promise<void> {
  await call(page, 'app.navigate', { screen: 'home' });
  await page.getByLabel('Tenant to practice on').selectOption(id);
  await button(page, 'Start practicing').click();
  await button(page, 'Sign in with browser').click();
  await button(page, 'This is the right tenant').click();
  await readTenant(page);
}

type Expected = ScenarioFile['expected'];

async function expectScreens(
  page: Page,
  id: string,
  expected: Expected,
  language: Language,
): Promise<void> {
  await call(page, 'app.setSettings', { language });
  await call(page, 'app.navigate', { screen: 'today' });
  const options = { locale: language };
  const figure = (count: number): string => {
    const text = formatCount(count, language);
    return expected.lowerBound ? m.shell_at_least({ count: text }, options) : text;
  };
  const countOf = (name: string): number => expected.counts[name] ?? 0;
  const figures = page.locator('.counts .figure');
  const february = countOf('phoneOnlyFeb2027') - countOf('phoneOnlyFeb2027NotPeople');
  await expect(figures.nth(0)).toHaveText(figure(february), { timeout: 60_000 });
  await expect(figures.nth(1)).toHaveText(figure(countOf('phoneOnlyJul2027')));
  const recommended = term(expected.recommendation.enforcement, 'enforcement', language);
  const label = page.getByText(m.today_recommendation({}, options), { exact: true });
  await expect(label.locator('xpath=following-sibling::dd[1]')).toHaveText(recommended);
  await page.screenshot({ path: test.info().outputPath(`${id}-today-${language}.png`) });

  await call(page, 'app.navigate', { screen: 'findings' });
  const cards = page.locator('details[id^="finding-"]');
  await expect(cards).toHaveCount(expected.findings.length, { timeout: 60_000 });
  const shown = await cards.evaluateAll((all) =>
    all.map((one) => [one.id, one.querySelector('.title')?.textContent?.trim() ?? '']),
  );
  const wanted = expected.findings.map(({ code, count }) => [
    `finding-${code}`,
    findingTitle(code, count, isAtLeast(code, expected.lowerBound), language),
  ]);
  const byCode = (a: readonly string[], b: readonly string[]) =>
    (a[0] ?? '') < (b[0] ?? '') ? -1 : 1;
  expect([...shown].sort(byCode)).toEqual([...wanted].sort(byCode));
  for (const { code, severity } of expected.findings) {
    const card = page.locator(`[id="finding-${code}"] > summary`);
    await expect(card, code).toContainText(term(severity, 'severity', language));
  }
  await page.screenshot({ path: test.info().outputPath(`${id}-findings-${language}.png`) });
}

test.describe('worked tenants on screen', () => {
  let running: LaunchedApp;
  test.setTimeout(420_000);

  test.beforeAll(async () => {
    running = await launchApp({ env: practiceEnv });
  });
  test.afterAll(async () => {
    await running.app.close();
  });

  for (const id of ['S01', 'S02', 'S12', 'S14'] as const) {
    test(`${id} as expected, in both languages`, async () => {
      const { page } = running;
      const { expected } = readScenario(id);
      await call(page, 'app.setSettings', { language: 'en' });
      await practise(page, id);
      if (id === 'S12') await chooseConditionalAccess(page);
      await expectScreens(page, id, expected, 'en');
      await expectScreens(page, id, expected, 'ja');
      if (id === 'S12') await expectOperatorRefused(page);
    });
  }
});

test('S18, opened ten days later without a network, in both languages', async () => {
  test.setTimeout(180_000);
  const { asOf, expected } = readScenario('S18');
  const userData = mkdtempSync(join(tmpdir(), 'causeway-data-'));
  const name = await plantReading(userData, 'S18');
  const { app, page } = await launchApp({ userData });
  // The day of the scenario, whenever this is run.
  await app.evaluate((_, day) => {
    const at = Date.parse(`${day}T12:00:00Z`);
    Date.now = () => at;
  }, asOf);
  await button(page, new RegExp(name)).first().click();
  await expectScreens(page, 'S18', expected, 'en');
  await expectScreens(page, 'S18', expected, 'ja');
  await app.close();
});

/** The choice that comes with S12, made on its card. */
async function chooseConditionalAccess(page: Page): Promise<void> {
  await call(page, 'app.navigate', { screen: 'findings' });
  const card = page.locator('[id="finding-SD-WITH-P1"]');
  await card.locator('summary').first().click();
  const value = 'securityDefaultsToConditionalAccess';
  await card.getByText(choiceValueText('enforcement', value, 'en'), { exact: true }).click();
  await card.getByRole('textbox').fill('P1 is paid for and a guest policy is needed');
  await card.getByRole('button', { name: m.findings_record_choice({}, { locale: 'en' }) }).click();
  await expect(card).toHaveCount(0);
}

/** Whoever has only a phone comes no further than their own step, and reads why; in Japanese. */
async function expectOperatorRefused(page: Page): Promise<void> {
  const say = { locale: 'ja' } as const;
  for (const name of [
    ...[m.findings_primary, m.policy_primary, m.rings_primary, m.schedule_primary],
    ...[m.messages_primary, m.safety_confirm, m.review_approve, m.review_to_rollout],
  ]) {
    await pressOn(page, mouse, name({}, say));
  }
  await followRollout(page, mouse, 'ja', m.manual_secure_operator_steps({}, say));
  const step = page.locator('main li[aria-current="step"]');
  await step.getByRole('textbox').fill('登録した');
  await step.getByRole('button', { name: m.rollout_evidence_record({}, say) }).click();
  await expect(step).toContainText(m.finding_operator_at_risk_why({}, say));
  await expect(step.getByRole('textbox')).toHaveValue('登録した');
  // Going on all the same ends at the same step; a method that lasts opens the way.
  const id = ((await step.getAttribute('id')) ?? '').replace('step-', '');
  await button(page, m.rollout_continue_ring({ ring: '0' }, say)).click();
  await confirm(page, mouse, 'ja');
  await expect(primaryOf(page)).toHaveText(m.rollout_go_to_step({ step: id }, say));
  await step.getByRole('button', { name: m.rollout_practice_register_own({}, say) }).click();
  const registered = page.getByText(m.rollout_practice_registered({ count: '1' }, say));
  await expect(registered.first()).toBeAttached();
  const field = step.getByRole('textbox');
  if ((await field.inputValue()) === '') await field.fill('登録した');
  await step.getByRole('button', { name: m.rollout_evidence_record({}, say) }).click();
  await expect(page.locator(`[id="step-${id}"]`)).not.toHaveAttribute('aria-current', 'step');
}
