import { existsSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import {
  commonJsFolder,
  contentManifest,
  preloadOpening,
  reportBuild,
} from './src-main/launch/build-plugins.mjs';

// Main and preload are CommonJS for Node 18, the oldest runtime the app starts on. Everything is
// bundled: packages without a CommonJS build cannot be required there.
const external = [/^node:/, 'electron', '@photostructure/sqlite'];

const mainEntries = {
  main: 'src-main/main.ts',
  cli: 'src-main/cli/main.ts',
  'parse-untrusted': 'src-main/files/parse-untrusted.ts',
  think: 'src-main/workspace/think-worker.ts',
};
const presentEntries = Object.fromEntries(
  Object.entries(mainEntries).filter(([, path]) => existsSync(path)),
);

const commonJs = {
  format: 'cjs' as const,
  entryFileNames: '[name].js',
  // Beside the entries, so `__dirname` means out/main in every file.
  chunkFileNames: 'chunk-[name]-[hash].js',
};

/** No file names in the bundles: they would tell where a build was made, and differ by it. */
const experimental = { attachDebugInfo: 'none' as const };

/** A missing export or a package that cannot be resolved ends the build instead of warning. */
function failOnWarning(level: string, warning: { code?: string; message: string }): void {
  const harmless = ['CIRCULAR_DEPENDENCY', 'EVAL', 'SOURCEMAP_BROKEN', 'PLUGIN_TIMINGS'];
  if (level === 'warn' && !harmless.includes(warning.code ?? '')) {
    throw new Error(`The build stops at a warning: ${warning.message}`);
  }
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node18',
      minify: true,
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        ...{ input: presentEntries, external, output: commonJs, experimental },
        onLog: failOnWarning,
      },
    },
    plugins: [commonJsFolder()],
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/preload.ts' },
        external: ['electron'],
        experimental,
        output: { ...commonJs, codeSplitting: false },
        onLog: failOnWarning,
      },
    },
    plugins: [commonJsFolder()],
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      target: 'chrome114',
      minify: true,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssTarget: 'chrome114',
      rolldownOptions: { input: 'src-renderer/index.html', onLog: failOnWarning },
    },
    plugins: [svelte({ configFile: false }), preloadOpening(), contentManifest(), reportBuild()],
  },
});
