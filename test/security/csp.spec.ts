import { expect, test } from '@playwright/test';
import { reached } from '../fixtures/campaign';
import { launchApp, type LaunchedApp } from '../fixtures/launch-app';

// What injected markup or script would try. Each answers whether it got through; a probe that is
// stopped by an exception did not. All run from a timer: code that the driver evaluates is exempt.
const probes: Record<string, () => Promise<boolean>> = {
  'an inline script': async () => {
    const script = document.createElement('script');
    script.append('window.probeRan = true');
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return 'probeRan' in window;
  },
  'a foreign script': () =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      script.setAttribute('src', 'https://example.com/x.js');
      document.head.append(script);
    }),
  'text run as code': () =>
    // The function that makes functions, by way of one.
    Promise.resolve(Reflect.construct((() => undefined).constructor, ['return 1']) !== undefined),
  'a handler attribute': async () => {
    const box = document.createElement('div');
    box.setAttribute('onclick', 'window.handlerRan = true');
    document.body.append(box);
    box.click();
    box.remove();
    return Promise.resolve('handlerRan' in window);
  },
  'a style attribute': () => {
    const box = document.createElement('div');
    box.setAttribute('style', 'width: 77px');
    document.body.append(box);
    const isStyled = getComputedStyle(box).width === '77px';
    box.remove();
    return Promise.resolve(isStyled);
  },
  'markup from text': () => {
    const box = document.createElement('div');
    box.innerHTML = '<b>x</b>';
    return Promise.resolve(box.children.length > 0);
  },
  'a policy for trusted types': () => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): unknown };
    };
    trustedTypes.createPolicy('other', { createHTML: (text: string) => text });
    return Promise.resolve(true);
  },
  'a request': () => fetch('https://example.com/').then(() => true),
  'a picture from outside': () =>
    new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve(true);
      image.onerror = () => resolve(false);
      image.src = 'https://example.com/x.png?token=secret';
    }),
  'a worker': () =>
    new Promise((resolve) => {
      const worker = new Worker('./other.js');
      worker.onmessage = () => resolve(true);
      worker.onerror = () => resolve(false);
    }),
  'a socket': () =>
    new Promise((resolve) => {
      const socket = new WebSocket('ws://127.0.0.1:9/');
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    }),
};

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
  const all = Object.entries(probes).map(
    ([name, run]) => `${JSON.stringify(name)}: ${String(run)}`,
  );
  await launched.app.context().addInitScript({
    content: `window.seenViolations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        window.seenViolations.push(event.violatedDirective + ' ' + event.blockedURI);
      });
      window.cspProbes = { ${all.join(',\n')} };`,
  });
  await launched.page.reload();
});
test.afterAll(() => launched.app.close());

const violations = (): Promise<string[]> =>
  launched.page.evaluate(() => (window as unknown as { seenViolations: string[] }).seenViolations);

test('the page itself breaks no rule, in both languages and themes', async () => {
  await expect(launched.page.locator('h1').first()).toBeVisible();
  for (const settings of [
    { language: 'ja', theme: 'dark' },
    { language: 'en', theme: 'light' },
  ]) {
    const answer = await launched.page.evaluate(async (changes) => {
      const { api } = window as unknown as {
        api: { call(name: string, input: unknown): Promise<{ ok: boolean }> };
      };
      return api.call('app.setSettings', changes);
    }, settings);
    expect(answer.ok).toBe(true);
    await launched.page.waitForTimeout(200);
  }
  expect(await violations()).toEqual([]);
});

for (const name of Object.keys(probes)) {
  test(`blocks ${name}, and says so`, async () => {
    const before = (await violations()).length;
    const gotThrough = await launched.page.evaluate(
      (asked) =>
        new Promise<boolean>((resolve) => {
          const { cspProbes } = window as unknown as { cspProbes: typeof probes };
          const run = async (): Promise<boolean> => (await cspProbes[asked]?.()) ?? true;
          setTimeout(() => void run().then(resolve, () => resolve(false)), 0);
        }),
      name,
    );
    expect(gotThrough).toBe(false);
    await expect.poll(async () => (await violations()).length).toBeGreaterThan(before);
  });
}

test('only files of the manifest are served, with the policy on every answer', async () => {
  const answers = await launched.app.evaluate(async ({ session }) => {
    const page = session.fromPartition('causeway-page');
    const paths = ['index.html', 'manifest.json', '../main/main.js', 'index.html?x=1', 'none.js'];
    return Promise.all(
      paths.map(async (path) => {
        const response = await page.fetch(`app://bundle/${path}`);
        return {
          path,
          status: response.status,
          policy: response.headers.get('content-security-policy') ?? '',
          sniff: response.headers.get('x-content-type-options'),
          opener: response.headers.get('cross-origin-opener-policy'),
          referrer: response.headers.get('referrer-policy'),
          cache: response.headers.get('cache-control'),
        };
      }),
    );
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404]);
  for (const answer of answers) {
    expect(answer.policy).toContain("default-src 'none'");
    expect(answer.policy).toContain("require-trusted-types-for 'script'");
    expect(answer).toMatchObject({
      sniff: 'nosniff',
      opener: 'same-origin',
      referrer: 'no-referrer',
      cache: 'no-store',
    });
  }
  const blocked = Object.keys(probes).length;
  reached('P21', `0 violations of the page itself; ${blocked} of ${blocked} probes blocked`, {
    probes: blocked,
  });
});
