import { expect, it } from 'vitest';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { networkFailure } from '../../../../src-main/ports/network-failure';

const electron = (word: string) => new Error(`net::${word} at https://secret.example/a?b`);
const node = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('secret.example'), { code }) });

it.each([
  [electron('ERR_NAME_NOT_RESOLVED'), { code: 'ERR_NAME_NOT_RESOLVED' }],
  [
    electron('ERR_CERT_AUTHORITY_INVALID'),
    { code: 'ERR_CERT_AUTHORITY_INVALID', why: 'certificate' },
  ],
  [node('ECONNREFUSED'), { code: 'ECONNREFUSED' }],
  [
    node('DEPTH_ZERO_SELF_SIGNED_CERT'),
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', why: 'certificate' },
  ],
  [
    node('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', why: 'certificate' },
  ],
  [new Error('no word at https://secret.example'), { code: 'network' }],
  ['secret.example', { code: 'network' }],
])('keeps the code of %s and nothing else', (error, values) => {
  expect(networkFailure(error, false)).toEqual({ code: 'graph/network', values });
});

it('tells a time limit by its name, whatever the library says', () => {
  expect(networkFailure(electron('ERR_ABORTED'), true).values).toEqual({ code: 'timeout' });
});

it.each(['en', 'ja'] as const)('sends to another place about a certificate, in %s', (language) => {
  const told = (word: string) => describeFailure(networkFailure(electron(word), false), language);
  const [refused, inspected] = [told('ERR_CONNECTION_REFUSED'), told('ERR_CERT_DATE_INVALID')];
  expect(inspected.why).toContain('ERR_CERT_DATE_INVALID');
  expect(inspected.do).toMatch(/Test connection|接続をテスト/);
  expect(refused.do).not.toBe(inspected.do);
  for (const { why } of [refused, inspected]) expect(why).not.toMatch(/not known|不明/);
});
