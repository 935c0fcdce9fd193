import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { signIn } from '../../../../src-main/auth/token-broker';
import { requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

let authority: FakeAuthority;
beforeEach(async () => {
  authority = await startFakeAuthority();
});
afterEach(() => authority.close());

/** Nobody is let in who asks for this one, and the service answers so. */
async function refusedFor(scope: string, text: string) {
  const refusal = { error: 'invalid_grant', error_description: text };
  authority.tricks.refuse = (asked) => (asked.includes(scope) ? refusal : undefined);
  const answer = await signIn(requestTo(authority));
  if (answer.ok) throw new Error('signed in');
  return answer.failure;
}

test('a consent that is missing names the permission where the answer does', async () => {
  const text = "AADSTS65001: no consent for 'https://graph.microsoft.com/User.Read.All'.";
  const failure = await refusedFor('User.Read.All', text);
  expect(failure).toMatchObject({
    code: 'auth/consent-missing',
    values: { code: 'AADSTS65001', scopes: 'User.Read.All', why: 'named' },
  });
  expect(describeFailure(failure, 'en').why).toContain('User.Read.All');
  expect(describeFailure(failure, 'ja').why).toContain('User.Read.All');
});

test('and says what was asked for where it does not, without a word of the answer', async () => {
  const text = 'AADSTS65001: operator@contoso.example has not consented. Trace ID: x';
  const failure = await refusedFor('Policy.Read.All', text);
  expect(failure.values).toMatchObject({ code: 'AADSTS65001', why: 'asked' });
  expect(failure.values?.['scopes']?.split(', ').sort()).toEqual([
    'Policy.Read.All',
    'User.Read',
    'User.Read.All',
  ]);
  expect(JSON.stringify(failure)).not.toContain('contoso');
  for (const language of ['en', 'ja'] as const) {
    expect(describeFailure(failure, language).why).toContain('Policy.Read.All');
  }
});
