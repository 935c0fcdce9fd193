import { describe, expect, it } from 'vitest';
import { methodIds } from '../../../../shared/entra/method-configuration';
import { hasMessage } from '../../../../shared/i18n/message-text';
import { roleTerm, snakeCase, term } from '../../../../shared/i18n/terms';
import { sourceNames } from '../../../../shared/tenant/snapshot';
import { enforcements } from '../../../../shared/tenant/choice';

describe('terms', () => {
  it.each([
    ['QRCodePin', 'qr_code_pin'],
    ['X509Certificate', 'x509_certificate'],
    ['passKeyDeviceBoundWindowsHello', 'pass_key_device_bound_windows_hello'],
    ['answers.legacyMfa.trustedIps', 'answers_legacy_mfa_trusted_ips'],
    ['AWAIT_AUTH', 'await_auth'],
    ['file/not-json', 'file_not_json'],
  ])('spells %s as %s', (value, key) => {
    expect(snakeCase(value)).toBe(key);
  });

  it('translates values and leaves unknown ones as they are', () => {
    expect(term('enforced', 'perUser', 'ja')).toBe('強制');
    expect(term(null, 'migration', 'en')).toBe('No value (null)');
    expect(term('palmScan', 'method', 'en')).toBe('palmScan');
    expect(term('9f1c3a52-0000-4000-8000-00000000aaaa', 'configuration', 'en')).toBe(
      'External MFA',
    );
  });

  it("names the common roles in Japanese as Microsoft does, and leaves others as Graph's", () => {
    expect(roleTerm('Global Administrator', 'ja')).toBe('グローバル管理者');
    expect(roleTerm('SharePoint Administrator', 'ja')).toBe('SharePoint 管理者');
    expect(roleTerm('Global Administrator', 'en')).toBe('Global Administrator');
    expect(roleTerm('Kestrel on-call', 'ja')).toBe('Kestrel on-call');
  });

  it('knows every method, source and enforcement', () => {
    for (const id of methodIds)
      expect(hasMessage(`term_configuration_${snakeCase(id)}`)).toBe(true);
    for (const name of sourceNames) expect(hasMessage(`term_source_${snakeCase(name)}`)).toBe(true);
    for (const value of [...enforcements, 'notAssessed']) {
      expect(hasMessage(`term_enforcement_${snakeCase(value)}`)).toBe(true);
    }
  });
});
