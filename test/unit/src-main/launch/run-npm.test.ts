import { describe, expect, test } from 'vitest';
import { adviceFor, faultIn } from '../../../../src-main/launch/run-npm.mjs';

describe('faultIn', () => {
  test.each([
    ['offline', 'npm error code ENOTFOUND'],
    ['offline', 'npm error code ECONNREFUSED'],
    ['offline', 'npm error request to x failed, reason: getaddrinfo EAI_AGAIN x'],
    ['denied', 'npm error code EACCES\nnpm error path /srv/cache/_cacache'],
    ['denied', 'npm error code EROFS'],
    ['denied', 'npm error FetchError: x: EACCES: permission denied\nnpm error ECONNRESET'],
    ['full', 'npm error code ENOSPC'],
    ['mismatch', 'npm error code EUSAGE'],
    ['other', 'npm error code EINTEGRITY'],
    ['other', ''],
  ])('%s: %j', (fault, text) => {
    expect(faultIn('', text)).toBe(fault);
  });

  test('no npm at all', () => {
    expect(faultIn('ENOENT', '')).toBe('absent');
  });
});

test.each(['offline', 'denied', 'full', 'absent', 'mismatch', 'other'] as const)(
  '%s has advice in English and Japanese',
  (fault) => {
    const [english, japanese] = adviceFor(fault);
    expect(english).toMatch(/^[\x20-\x7e]+\.$|URL$/);
    expect(japanese).toMatch(/[ぁ-ん].*。$/);
  },
);
