import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

// Property tests take their seed from here and print it; CAUSEWAY_SEED repeats a run.
const seed = Number(process.env['CAUSEWAY_SEED'] ?? Date.now() % 2 ** 31);

const node = {
  environment: 'node' as const,
  env: { CAUSEWAY_SEED: String(seed) },
  setupFiles: ['test/fixtures/seed.ts'],
};

export default defineConfig({
  test: {
    sequence: { seed },
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      { test: { ...node, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'contract',
          include: ['test/contract/**/*.contract.ts', 'test/security/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        test: {
          ...node,
          name: 'component',
          environment: 'happy-dom',
          include: ['test/component/**/*.test.ts'],
        },
      },
    ],
  },
});
