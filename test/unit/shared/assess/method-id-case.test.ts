import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { knownMethodId } from '../../../../shared/entra/method-configuration';
import { valueOf } from '../../../../shared/assess/membership';
import { anInput } from '../../../fixtures/a-snapshot';

test('ids of methods in lower case offer people the same, and lose no finding', () => {
  const whole = anInput({
    users: [
      { id: 'ga1', methods: ['fido2SecurityKey'], roles: ['globalAdministrator'] },
      { id: 'ga2', methods: ['fido2SecurityKey'], roles: ['globalAdministrator'] },
      { id: 'phone', methods: ['mobilePhone'] },
    ],
    methods: { Sms: {}, Fido2: {}, MicrosoftAuthenticator: {}, SoftwareOath: {} },
  });
  const policy = valueOf(whole.snapshot.authenticationMethodsPolicy);
  if (policy === null) throw new Error('the policy is read');
  const authenticationMethodConfigurations = policy.authenticationMethodConfigurations.map(
    (one) => ({ ...one, id: one.id.toLowerCase() }),
  );
  const value = { ...policy, authenticationMethodConfigurations };
  const snapshot = {
    ...whole.snapshot,
    authenticationMethodsPolicy: { kind: 'read' as const, value },
  };
  const [asWritten, inLowerCase] = [whole, { ...whole, snapshot }].map((input) => {
    const done = assess(input);
    if (!done.ok) throw new Error(done.failure.code);
    const { assessment, people } = done.value;
    return {
      findings: assessment.findings.map(({ code, severity, count }) => [code, severity, count]),
      offered: people.map((one) => one.reachableReplacements),
    };
  });
  expect(asWritten?.offered[2]).toEqual(['Fido2', 'MicrosoftAuthenticator', 'SoftwareOath']);
  expect(inLowerCase).toEqual(asWritten);
});

test('a known id is named as the product names it, another one stays', () => {
  expect(['sms', 'qrcodepin', 'x509Certificate'].map(knownMethodId)).toEqual([
    ...['Sms', 'QRCodePin', 'X509Certificate'],
  ]);
  expect(knownMethodId('PalmScan')).toBe('PalmScan');
});
