import { defineConfig } from '@playwright/test';
import { takeOwnDisplay } from './test/fixtures/own-display';

// This file is read anew by each worker, before its first test.
takeOwnDisplay(process.env);

// One window each: a worker has a display of its own, so that none takes another's focus.
export default defineConfig({
  testDir: 'test',
  globalSetup: './test/fixtures/playwright-setup.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    // Figures are taken there, which a second window beside would spoil.
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts', workers: 1 },
    { name: 'a11y', testMatch: 'a11y/**/*.spec.ts' },
    { name: 'security', testMatch: 'security/**/*.spec.ts' },
  ],
});
