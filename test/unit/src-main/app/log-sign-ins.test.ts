import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err, ok } from '../../../../shared/result';
import { formatLogEvent, type LogEvent } from '../../../../src-main/app/log-events';
import type { SignedIn } from '../../../../src-main/auth/token-broker';
import { cloud, desk } from '../../../fixtures/sign-in-desk';

const trace = 'cccccccc-3333-4333-8333-333333333333';
const account = { id: trace, upn: 'mori@contoso.example', name: 'Mori' };

function noted() {
  const lines: string[] = [];
  const log: LogEvent = (name, fields) => void lines.push(formatLogEvent(name, fields));
  return { lines, log };
}
const blocked = failure('auth/blocked-by-policy', { code: 'AADSTS53003', trace });

function signedIn(): SignedIn {
  const shown = {
    ...{ tenantId: trace, account },
    getToken: (kind: string) => Promise.resolve(kind === 'read' ? ok('secret') : err(blocked)),
    renew: () => Promise.resolve(err(failure('auth/cancelled'))),
    signOut: () => Promise.resolve(),
  };
  return shown as unknown as SignedIn;
}

test('a sign-in, a token that is refused and the end are noted, and nobody is named', async () => {
  const { lines, log } = noted();
  const own = desk({ log, signIn: () => Promise.resolve(ok(signedIn())) });
  const answer = await own.signIn(cloud);
  if (!answer.ok) throw new Error(answer.failure.code);
  expect((await answer.value.getToken('read')).ok).toBe(true);
  await answer.value.getToken('write');
  await own.renew(answer.value);
  await answer.value.signOut();
  expect(lines).toEqual([
    'auth.signed-in source="cloud"',
    `auth.refused code="auth/blocked-by-policy" answer="AADSTS53003" trace="${trace}"`,
    'auth.refused code="auth/cancelled"',
    'auth.signed-out',
  ]);
  expect(lines.join()).not.toMatch(/secret|mori/i);
});

test('a sign-in that is refused is noted by its codes, where they are known', async () => {
  const { lines, log } = noted();
  const refused = failure('auth/failed', { code: 'no-token', trace: '–' });
  const own = desk({ log, signIn: () => Promise.resolve(err(refused)) });
  await own.signIn({ ...cloud, authority: 'http://127.0.0.1:1/organizations' });
  expect(lines).toEqual(['auth.refused code="auth/failed" answer="no-token"']);
});

test('an end that fails is an end all the same', async () => {
  const { lines, log } = noted();
  const stuck = { ...signedIn(), signOut: () => Promise.reject(new Error('file stayed')) };
  const own = desk({ log, signIn: () => Promise.resolve(ok(stuck)) });
  const answer = await own.signIn(cloud);
  if (!answer.ok) throw new Error(answer.failure.code);
  await expect(answer.value.signOut()).rejects.toThrow('file stayed');
  expect(lines.at(-1)).toBe('auth.signed-out');
});
