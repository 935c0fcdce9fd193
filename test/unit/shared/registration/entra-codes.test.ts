import { describe, expect, it } from 'vitest';
import { failure, failureCodes, type FailureCode } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { failureInText, failureOfNumber } from '../../../../shared/registration/entra-codes';

/** By hand from the published list: what an administrator is likely to meet, and what it means. */
const met: readonly (readonly [number, FailureCode])[] = [
  [65001, 'auth/consent-missing'],
  [90093, 'auth/consent-missing'],
  [90094, 'auth/consent-missing'],
  [90099, 'auth/consent-missing'],
  [65004, 'auth/cancelled'],
  [700016, 'auth/app-not-found'],
  [7000112, 'auth/app-disabled'],
  [500014, 'auth/app-disabled'],
  [50105, 'auth/app-not-assigned'],
  [50011, 'auth/app-redirect'],
  [500112, 'auth/app-redirect'],
  [7000218, 'auth/app-platform'],
  [9002326, 'auth/app-platform'],
  [50194, 'auth/app-single-tenant'],
  [650056, 'auth/app-permissions'],
  [70011, 'auth/unknown-scope'],
  [650051, 'auth/app-not-set-up'],
  [53005, 'auth/device-not-allowed'],
  [500121, 'auth/mfa-not-done'],
  [70044, 'auth/signed-out'],
  [530084, 'auth/blocked-by-policy'],
  [500200, 'auth/account-kind'],
  [53000, 'auth/device-not-allowed'],
  [53001, 'auth/device-not-allowed'],
  [530001, 'auth/device-not-allowed'],
  [530002, 'auth/device-not-allowed'],
  [530003, 'auth/device-not-allowed'],
  [530004, 'auth/device-not-allowed'],
  [530021, 'auth/device-not-allowed'],
  [53003, 'auth/blocked-by-policy'],
  [530035, 'auth/blocked-by-policy'],
  [530034, 'auth/risk-blocked'],
  [500021, 'auth/tenant-restricted'],
  [90002, 'auth/tenant-not-found'],
  [90038, 'auth/other-cloud'],
  [50020, 'auth/account-not-in-tenant'],
  [90072, 'auth/account-not-in-tenant'],
  [500208, 'auth/account-kind'],
  [50057, 'auth/account-stopped'],
  [50079, 'auth/mfa-not-done'],
  [50017, 'auth/certificate-refused'],
  [50192, 'auth/certificate-refused'],
  [130004, 'auth/hello-key-refused'],
  [130005, 'auth/hello-key-refused'],
  [130006, 'auth/hello-key-refused'],
  [50173, 'auth/signed-out'],
  [700082, 'auth/signed-out'],
  [80002, 'auth/home-sign-in'],
  [90033, 'auth/service-busy'],
];

describe('numbers of the sign-in service', () => {
  it.each(met)('AADSTS%i is %s', (number, code) => {
    expect(failureOfNumber(`AADSTS${number}`, false)).toBe(code);
  });

  it('knows each number whole: one more digit is another number', () => {
    expect(failureOfNumber('AADSTS5001', false)).toBeUndefined();
    expect(failureOfNumber('AADSTS530039', false)).toBeUndefined();
  });

  it('takes a second factor asked for in the background as a sign-out', () => {
    expect(failureOfNumber('AADSTS50076', true)).toBe('auth/signed-out');
    expect(failureOfNumber('AADSTS53003', true)).toBe('auth/blocked-by-policy');
  });
});

describe('advice for sign-in failures', () => {
  const codes = failureCodes.filter((code) => code.startsWith('auth/'));
  const values = { code: 'AADSTS1', trace: 't', scopes: 's', minutes: '9' };

  it.each(['en', 'ja'] as const)('each has advice of its own, in %s', (language) => {
    const texts = codes.map((code) =>
      describeFailure(failure(code, { ...values, expected: 'a', actual: 'b' }), language),
    );
    for (const part of ['what', 'why', 'do'] as const) {
      const own = texts.map((text) => text[part]);
      expect(own.filter((text) => text.length < 5)).toEqual([]);
      expect(new Set(own).size).toBe(codes.length);
    }
  });

  it.each(['en', 'ja'] as const)('shows number and trace where there is one, in %s', (language) => {
    for (const code of new Set(met.map(([, one]) => one))) {
      if (['auth/cancelled', 'auth/signed-out', 'auth/consent-missing'].includes(code)) continue;
      const { why } = describeFailure(failure(code, values), language);
      expect(why).toContain('AADSTS1');
      expect(why).toMatch(/trace t|トレース t/);
    }
  });
});

describe('a pasted error page', () => {
  it('is told by its first number, with the trace where it has one', () => {
    const trace = '01234567-89ab-4cde-8f01-23456789abcd';
    const text = `Sign in\nSorry.\naadsts650056: Misconfigured. Trace ID: ${trace} Correlation ID: x`;
    const values = { code: 'AADSTS650056', trace };
    expect(failureInText(text)).toEqual({ code: 'auth/app-permissions', values });
    expect(failureInText('AADSTS999999')?.code).toBe('auth/failed');
    expect(failureInText('error 50011')).toBeUndefined();
  });
});
