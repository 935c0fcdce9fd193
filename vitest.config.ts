import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/tools/longest-first.mjs';
import { mutantPlugins } from './test/tools/mutant-plugin.mjs';

// Property tests take their seed from here and print it; CAUSEWAY_SEED repeats a run.
const seed = Number(process.env['CAUSEWAY_SEED'] ?? Date.now() % 2 ** 31);

// Made anew for each project: a plugin adds to the list of set-up files.
const node = () => ({
  environment: 'node' as const,
  env: { CAUSEWAY_SEED: String(seed) },
  setupFiles: ['test/fixtures/seed.ts', 'test/fixtures/row-equality.ts'],
});

// Files share a process and its modules: none of them may leave anything behind. Not so where a
// figure is taken, which must not hang on what ran before it.
const together = { isolate: false, unstubGlobals: true };

// Rune classes need Svelte's compiler wherever they are tested; the DOM project its browser build.
export default defineConfig({
  test: {
    sequence: { seed, sequencer: LongestFirst },
    maxWorkers: 2,
    projects: [
      {
        plugins: [...mutantPlugins(), svelte({ configFile: false })],
        test: {
          ...node(),
          ...together,
          name: 'unit',
          include: [
            'test/unit/**/*.test.ts',
            'test/fuzz/**/*.test.ts',
            'test/regress/**/*.test.ts',
          ],
          exclude: ['**/*.svelte.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: mutantPlugins(),
        test: {
          ...node(),
          ...together,
          name: 'contract',
          include: ['test/contract/**/*.contract.ts', 'test/{crash,security}/**/*.test.ts'],
          testTimeout: 120_000,
          // Their set-ups start programs, which takes its time on a busy machine.
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [svelte({ configFile: false }), svelteTesting()],
        test: {
          ...node(),
          ...together,
          name: 'component',
          environment: 'happy-dom',
          include: ['test/component/**/*.test.ts', 'test/unit/**/*.svelte.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...node(),
          name: 'bench',
          include: ['test/bench/**/*.bench.ts'],
          fileParallelism: false,
          // A figure over its budget is taken again: a moment of the machine passes, a cause stays.
          retry: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
