import { expect, test } from '@playwright/test';
import { m } from '../../shared/paraglide/messages.js';
import {
  approvePlan,
  button,
  connectAndRead,
  heading,
  passRingZero,
  practiceEnv,
  signInAgain,
  start,
} from '../fixtures/drive-app';
import { followRollout, mouse, pressOn } from '../fixtures/follow-rollout';
import { launchApp } from '../fixtures/launch-app';
import { writesOf } from '../fixtures/practice-log';

test('per-user MFA to Conditional Access, killed in ring 1 and resumed, to the end', async () => {
  test.setTimeout(420_000);
  const first = await launchApp({ env: practiceEnv });
  const { userData } = first;
  await connectAndRead(first.page);
  await approvePlan(first.page);
  await passRingZero(first.page);
  const groupsBefore = writesOf(userData, 'POST', '/groups').length;
  const policiesBefore = writesOf(userData, 'POST', '/conditionalAccess/policies').length;
  const clearedBefore = writesOf(userData, 'PATCH', '/authentication/requirements').length;

  await start(first.page, /Continue to ring 1/);
  await expect
    .poll(() => writesOf(userData, 'PATCH', '/groups/').length, {
      timeout: 60_000,
      intervals: [20],
    })
    .toBeGreaterThan(2);
  const running = first.app.process();
  running.kill('SIGKILL');
  await expect.poll(() => running.exitCode ?? running.signalCode).not.toBeNull();

  const second = await launchApp({ env: practiceEnv, userData });
  const { page } = second;
  await page
    .getByRole('button', { name: /Kestrel Surveyors/ })
    .first()
    .click();
  await expect(heading(page, 'Roll out')).toBeVisible();
  await signInAgain(page, 'Roll out');
  await start(page, /Continue to ring 1/);
  await expect(button(page, /Continue to ring 2/)).toBeVisible({ timeout: 180_000 });

  // Created before the kill and never again; ring 1's seven people cleared once each.
  expect(writesOf(userData, 'POST', '/groups')).toHaveLength(groupsBefore);
  expect(writesOf(userData, 'POST', '/conditionalAccess/policies')).toHaveLength(policiesBefore);
  const cleared = writesOf(userData, 'PATCH', '/authentication/requirements').slice(clearedBefore);
  expect(cleared).toHaveLength(7);
  expect(new Set(cleared).size).toBe(7);

  await followRollout(page, mouse, 'en');
  await expect(heading(page, 'Finish')).toBeVisible();
  const all = writesOf(userData, 'PATCH', '/authentication/requirements');
  expect(new Set(all).size).toBe(all.length);
  await pressOn(page, mouse, m.finish_read_now({}, { locale: 'en' }));
  await expect(page.getByText('The migration is complete')).toBeVisible({ timeout: 60_000 });
  await second.app.close();
});
