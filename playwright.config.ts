import { defineConfig } from '@playwright/test';

// One window at a time: the machine is small and the app keeps one instance per data folder.
export default defineConfig({
  testDir: 'test',
  globalSetup: './test/fixtures/playwright-setup.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
    { name: 'a11y', testMatch: 'a11y/**/*.spec.ts' },
    { name: 'security', testMatch: 'security/**/*.spec.ts' },
  ],
});
