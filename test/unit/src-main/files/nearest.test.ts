import { describe, expect, it } from 'vitest';
import { nearest } from '../../../../src-main/files/nearest';

describe('nearest word', () => {
  it.each([
    ['stat', ['status', 'assess'], 'status'],
    ['SMS', ['Sms', 'Voice'], 'Sms'],
    ['microsoftauthenticator', ['Fido2', 'MicrosoftAuthenticator'], 'MicrosoftAuthenticator'],
    ['xylophone', ['status', 'assess'], null],
    ['a'.repeat(100_000), ['status'], null],
    ['x', [], null],
  ])('of %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
