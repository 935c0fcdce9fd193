/**
 * Screenshots of the page with a fake main, under the app's own Content Security Policy:
 *
 *   node test/tools/visual.mjs [--out=FOLDER] [--size=1280x800] [--full] [--press=KEYS]
 *     [--click=SELECTOR] [--state=NAME] [--scenario=NAME] [--wait=MS] [--axe] [screen[:lang[:theme]] …]
 *
 * Violations of the policy and errors on the console make it fail. Needs a Chromium; its place can
 * be given in $CHROMIUM.
 */
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium } from 'playwright';
import { build, runnerImport } from 'vite';

const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'",
  "connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'",
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
].join('; ');
const contentTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const options = process.argv.slice(2).filter((one) => one.startsWith('--'));
const optionOf = (name) =>
  options.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const outFolder = resolve(optionOf('out') ?? join(tmpdir(), 'shots'));
const [width, height] = (optionOf('size') ?? '1280x800').split('x').map(Number);
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const screens = wanted.length > 0 ? wanted : ['home', 'connect', 'read', 'today', 'settings'];

async function buildPage(folder) {
  const common = { configFile: false, logLevel: 'error', plugins: [svelte({ configFile: false })] };
  await build({
    ...common,
    root: join(rootFolder, 'src-renderer'),
    base: './',
    build: {
      outDir: join(folder, 'page'),
      emptyOutDir: true,
      target: 'chrome114',
      modulePreload: false,
      assetsInlineLimit: 0,
    },
  });
  await build({
    ...common,
    build: {
      outDir: join(folder, 'fake'),
      lib: {
        entry: join(rootFolder, 'test/tools/visual-fake.ts'),
        formats: ['iife'],
        name: 'visualFake',
        fileName: () => 'fake.js',
      },
    },
  });
  return readFileSync(join(folder, 'fake/fake.js'), 'utf8');
}

/** What main would say of a scenario, made by the product itself. */
async function readViews() {
  const path = join(rootFolder, 'test/fixtures/plan-views.ts');
  const { module } = await runnerImport(path, { configFile: false, root: rootFolder });
  return module.planViews(optionOf('scenario') ?? 'S02');
}

/** Rules broken, as axe-core finds them: one line each. */
async function audit(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run({ runOnly }),
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
}

function serve(folder) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://127.0.0.1').pathname;
    // Browsers ask for it by themselves; the app's own window does not.
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const file = join(folder, path === '/' ? 'index.html' : path);
    const type = contentTypes[extname(file)];
    if (type === undefined || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': type, 'content-security-policy': policy })
      .end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

async function shoot(browser, origin, fake, views, screen, language, theme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  const state = optionOf('state') ?? '';
  const ofScenario = optionOf('scenario') !== undefined;
  const setUp = JSON.stringify({ screen, language, theme, state, views, ofScenario });
  await page.addInitScript(`${fake};window.useFakeApi(${setUp});`);
  await page.goto(origin);
  await page.waitForSelector('h1', { timeout: 5_000 }).catch(() => faults.push('no h1'));
  await page.waitForTimeout(Number(optionOf('wait') ?? 350));
  for (const key of (optionOf('press') ?? '').split(' ').filter(Boolean)) {
    await page.keyboard.press(key);
    await page.waitForTimeout(80);
  }
  for (const label of options.filter((one) => one.startsWith('--click='))) {
    await page.locator(label.slice('--click='.length)).first().click();
    await page.waitForTimeout(250);
  }
  const name = optionOf('name') ?? optionOf('state') ?? optionOf('scenario');
  const suffix = name === undefined ? '' : `-${name}`;
  const path = join(outFolder, `${screen}-${language}-${theme}${suffix}.png`);
  if (options.includes('--full')) {
    // The page scrolls inside main; a tall window shows all of it.
    const tall = await page.evaluate(() => {
      const main = document.querySelector('main');
      return (main?.scrollHeight ?? 0) + window.innerHeight - (main?.clientHeight ?? 0);
    });
    await page.setViewportSize({ width, height: Math.min(6_000, Math.max(height, tall)) });
    await page.waitForTimeout(250);
  }
  if (options.includes('--axe')) faults.push(...(await audit(page)));
  await page.screenshot({ path });
  await context.close();
  process.stdout.write(`${path}${faults.length > 0 ? `\n  ${faults.join('\n  ')}` : ''}\n`);
  return faults.length;
}

const workFolder = mkdtempSync(join(tmpdir(), 'causeway-visual-'));
mkdirSync(outFolder, { recursive: true });
const fake = await buildPage(workFolder);
const views = await readViews();
const server = await serve(join(workFolder, 'page'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let faults = 0;
for (const one of screens) {
  const [screen, onlyLanguage, onlyTheme] = one.split(':');
  for (const language of onlyLanguage ? [onlyLanguage] : ['en', 'ja']) {
    for (const theme of onlyTheme ? [onlyTheme] : ['light', 'dark']) {
      faults += await shoot(
        browser,
        `http://127.0.0.1:${server.address().port}/`,
        fake,
        views,
        screen,
        language,
        theme,
      );
    }
  }
}
await browser.close();
server.close();
rmSync(workFolder, { recursive: true, force: true });
process.exitCode = faults > 0 ? 1 : 0;
