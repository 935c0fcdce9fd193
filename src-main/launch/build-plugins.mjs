/** Vite plugins of this build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';

const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The project says "module"; this folder says it holds CommonJS, so `main.js` loads everywhere. */
export function commonJsFolder() {
  let outFolder = '';
  return {
    name: 'causeway-commonjs-folder',
    configResolved(config) {
      outFolder = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      mkdirSync(outFolder, { recursive: true });
      writeFileSync(join(outFolder, 'package.json'), '{ "type": "commonjs" }\n');
    },
  };
}

/**
 * Writes `manifest.json`: `{ "index.html": { "sha256": "<hex>", "type": "text/html; …" }, … }`.
 * The app:// protocol serves nothing else (execution 4.2). A file of an unknown type, an inline
 * script or an inline style ends the build: the page's CSP would refuse it.
 */
export function contentManifest() {
  let outFolder = '';
  return {
    name: 'causeway-content-manifest',
    apply: 'build',
    configResolved(config) {
      outFolder = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      const files = Object.fromEntries(
        pathsBelow(outFolder)
          .map((path) => relative(outFolder, path).split(sep).join('/'))
          .filter((path) => path !== 'manifest.json')
          .sort()
          .map((path) => [path, entryOf(outFolder, path)]),
      );
      writeFileSync(join(outFolder, 'manifest.json'), `${JSON.stringify(files, null, 2)}\n`);
    },
  };
}

/** @returns {string[]} absolute paths of all files below `folder` */
function pathsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsBelow(path) : [path];
  });
}

function entryOf(outFolder, path) {
  const type = contentTypes[extname(path)];
  if (type === undefined) throw new Error(`No content type for ${path}`);
  const bytes = readFileSync(join(outFolder, path));
  if (path.endsWith('.html')) refuseInline(path, bytes.toString('utf8'));
  return { sha256: createHash('sha256').update(bytes).digest('hex'), type };
}

/** @throws when the page's CSP (execution 4.2) would refuse what `html` holds */
export function refuseInline(path, html) {
  const hasInline = /<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/i.test(html);
  if (hasInline) throw new Error(`${path} holds an inline script, style or handler`);
}

/**
 * The page asks for all it begins with at once: what its entry imports later, and the first screen,
 * are named in the document with everything they import.
 */
export function preloadOpening() {
  const opening = /\/(open-app\.ts|HomeScreen\.svelte)$/;
  return {
    name: 'causeway-preload-opening',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const names = new Set();
        const add = (name) => {
          if (names.has(name) || bundle[name]?.type !== 'chunk') return;
          names.add(name);
          bundle[name].imports.forEach(add);
        };
        for (const chunk of Object.values(bundle)) {
          if (opening.test(chunk.facadeModuleId ?? '')) add(chunk.fileName);
        }
        const linkTo = (name) => ({
          ...{ tag: 'link', injectTo: 'head' },
          attrs: { rel: 'modulepreload', href: `./${name}` },
        });
        return [...names].sort().map(linkTo);
      },
    },
  };
}

/** Builds `src-renderer/report/entry.ts` for the server side into out/report/entry.js. */
export function reportBuild() {
  let root = '';
  return {
    name: 'causeway-report-build',
    apply: 'build',
    configResolved(config) {
      root = resolve(config.root, '..');
    },
    async writeBundle() {
      const entry = join(root, 'src-renderer/report/entry.ts');
      if (!existsSync(entry)) return;
      const { build } = await import('vite');
      const { svelte } = await import('@sveltejs/vite-plugin-svelte');
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        plugins: [svelte({ configFile: false }), commonJsFolder()],
        ssr: { noExternal: true },
        build: {
          ssr: entry,
          outDir: join(root, 'out/report'),
          emptyOutDir: true,
          target: 'node18',
          minify: false,
          rolldownOptions: { output: { format: 'cjs', entryFileNames: 'entry.js' } },
        },
      });
    },
  };
}
