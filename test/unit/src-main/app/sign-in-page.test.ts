import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import type { RegistrationView } from '../../../../shared/ipc/registration-contract';
import { RegistrationProgress } from '../../../../src-main/auth/registration-progress';
import type { DeskPorts } from '../../../../src-main/app/sign-in-desk';
import { closingPages } from '../../../../src-main/app/closing-pages';
import { openSignInPage } from '../../../../src-main/app/sign-in-page';
import { cloud, desk } from '../../../fixtures/sign-in-desk';

const practice = 'http://127.0.0.1:5000';

function opener(): { opened: string[]; open: (url: string) => Promise<void> } {
  const opened: string[] = [];
  return {
    opened,
    open: (url) =>
      openSignInPage(url, {
        openExternal: (address) => Promise.resolve(void opened.push(`browser ${address}`)),
        isOwnPracticeOrigin: (origin) => origin === practice,
        followPage: (address) => Promise.resolve(void opened.push(`robot ${address}`)),
      }),
  };
}

test('a cloud’s page opens in the browser, never by the robot', async () => {
  const { opened, open } = opener();
  await open('https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?x=1');
  await open('https://login.microsoftonline.us/organizations/oauth2/v2.0/authorize');
  expect(opened.map((line) => line.split(' ')[0])).toEqual(['browser', 'browser']);
});

test('the robot answers pages of our own practice tenant only', async () => {
  const { opened, open } = opener();
  await open(`${practice}/t/oauth2/v2.0/authorize`);
  expect(opened).toEqual([`robot ${practice}/t/oauth2/v2.0/authorize`]);
});

test.each([
  'http://127.0.0.1:5001/t/oauth2/v2.0/authorize',
  'http://localhost:5000/t',
  'https://login.microsoftonline.com.evil.example/',
  'https://login.microsoftonline.com:8443/',
  'https://ada@login.microsoftonline.com/',
  'http://login.microsoftonline.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
])('%s is not opened', async (url) => {
  const { opened, open } = opener();
  await expect(open(url)).rejects.toThrow();
  expect(opened).toEqual([]);
});

test('the closing pages speak the language and carry no script', () => {
  for (const locale of ['en', 'ja'] as const) {
    const { done, failed } = closingPages(locale);
    for (const html of [done, failed]) {
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html).toContain('<meta charset="utf-8">');
      expect(html).not.toMatch(/<script|src=|href=/);
    }
    expect(done).not.toBe(failed);
  }
  expect(closingPages('ja').done).toContain('サインインしました');
});

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function serve(pages: Record<string, string>): Promise<{ origin: string; posts: string[] }> {
  const posts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      posts.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`);
      response.end(pages[(request.url ?? '').split('?')[0] ?? ''] ?? 'done');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posts };
}

test('the robot takes the first account and posts the answer to our listener', async () => {
  const listener = await serve({});
  const pages = await serve({
    '/authorize':
      '<form method="post" action="/choose"><input type="hidden" name="state" value="a&amp;b">' +
      '<button name="account" value="operator">O</button></form><form action="/other"></form>',
    '/choose':
      `<form method="post" action="${listener.origin.replace('127.0.0.1', 'localhost')}/">` +
      '<input type="hidden" name="code" value="c1"/></form>',
  });
  await followSignInPage(`${pages.origin}/authorize?x=1`, fetch);
  expect(pages.posts[1]).toBe('POST /choose state=a%26b&account=operator');
  expect(listener.posts).toEqual(['POST / code=c1']);
});

test.each([
  ['another host', '<form method="post" action="https://evil.example/"></form>'],
  ['no form', '<p>nothing</p>'],
])('the robot stops at a page with %s', async (_name, html) => {
  const pages = await serve({ '/authorize': html });
  await expect(followSignInPage(`${pages.origin}/authorize`, fetch)).rejects.toThrow(
    'sign-in-page',
  );
  expect(pages.posts).toHaveLength(1);
});

test('a real tenant is refused where the runtime may not meet one; practice is not', async () => {
  const asked: string[] = [];
  const off = desk({
    isRealTenantOff: () => true,
    signIn: (request) => {
      asked.push(request.authority);
      return Promise.resolve(err(failure('auth/cancelled')));
    },
  });
  expect(await off.signIn(cloud)).toMatchObject({ failure: { code: 'auth/real-tenant-off' } });
  expect(await off.signIn({ ...cloud, authority: 'https://evil.example/x' })).toMatchObject({
    ok: false,
  });
  expect(asked).toEqual([]);
  await off.signIn({ ...cloud, authority: `${practice}/tenant` });
  expect(asked).toEqual([`${practice}/tenant`]);
});

test('the window comes to the front when the browser has answered, not before', async () => {
  const events: string[] = [];
  const own = desk({
    openBrowser: () => Promise.resolve(void events.push('browser')),
    bringToFront: () => void events.push('front'),
    signIn: async (request) => {
      await request.openBrowser('https://login.microsoftonline.com/');
      events.push('answer');
      request.answered?.();
      return err(failure('auth/cancelled'));
    },
  });
  await own.signIn(cloud);
  expect(events).toEqual(['browser', 'answer', 'front']);
});

test('each source goes over its own network', async () => {
  const used: string[] = [];
  const own = desk({
    signIn: async (request) => {
      await request.fetch('x', {} as never).catch((e: Error) => used.push(e.message));
      return err(failure('auth/cancelled'));
    },
  });
  await own.signIn(cloud);
  await own.signIn({ ...cloud, authority: `${practice}/tenant` });
  expect(used).toEqual(['cloud', 'practice']);
});

test('cancel ends the wait; a second start ends the first before it begins', async () => {
  const events: string[] = [];
  const own = desk({
    signIn: (request) => {
      const name = `s${events.filter((line) => line.startsWith('begin')).length + 1}`;
      events.push(`begin ${name}`);
      return new Promise((resolve) => {
        const end = (): void => {
          events.push(`end ${name}`);
          resolve(err(failure('auth/cancelled')));
        };
        if (request.signal.aborted) end();
        request.signal.addEventListener('abort', end);
      });
    },
  });
  const first = own.signIn(cloud);
  await Promise.resolve();
  expect(own.isWaiting).toBe(true);
  const second = own.signIn(cloud);
  await first;
  await new Promise((resolve) => setTimeout(resolve, 5));
  own.cancel();
  await second;
  expect(events).toEqual(['begin s1', 'end s1', 'begin s2', 'end s2']);
  expect(own.isWaiting).toBe(false);
});

test('a sign-in may be kept at a cloud alone, and never the one that only passes by', async () => {
  const kept: boolean[] = [];
  const own = desk({
    signIn: (request) => {
      kept.push(request.keep !== undefined);
      return Promise.resolve(err(failure('auth/cancelled')));
    },
  });
  await own.signIn(cloud);
  await own.signIn({ ...cloud, isPassing: true });
  await own.signIn({ ...cloud, authority: `${practice}/tenant` });
  expect(kept).toEqual([true, false, false]);
});

test('a registration is checked at a real tenant only where the runtime may meet one', () => {
  let checks = 0;
  const checkRegistration: DeskPorts['checkRegistration'] = () => {
    checks += 1;
    return Promise.reject(new Error('ends here'));
  };
  const off = desk({ isRealTenantOff: () => true, checkRegistration });
  expect(off.check(cloud, () => undefined)).toMatchObject({
    failure: { code: 'auth/real-tenant-off' },
  });
  expect(checks).toBe(0);
});

test.each<[string, boolean, string[]]>([
  ['at once', false, ['failed', 'notReached', 'notReached']],
  ['after the tenant was found', true, ['ok', 'failed', 'notReached']],
])(
  'a check of a registration that breaks off %s ends, and says where',
  async (_n, isLate, states) => {
    const view = await new Promise<RegistrationView>((resolve) => {
      const broken = desk({
        checkRegistration: (_request, changed) => {
          const progress = new RegistrationProgress(['User.Read'], changed);
          if (isLate) progress.begin('signIn');
          return Promise.reject(new Error('broken'));
        },
      });
      broken.check(cloud, (told) => told.state === 'done' && resolve(told));
    });
    expect(view.steps.map((step) => step.state)).toEqual(states);
    expect(view.steps.find((step) => step.failure)?.failure?.code).toBe('internal/bug');
  },
);
