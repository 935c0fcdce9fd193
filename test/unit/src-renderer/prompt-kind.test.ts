import { expect, it } from 'vitest';
import { promptKinds, promptOf } from '../../../src-renderer/components/prompt-kind';
import en from '../../../shared/messages/en.json';

const usual = {
  verdict: 'signsIn',
  askedBy: 'conditionalAccess',
  preference: 'both',
  reasons: [],
  orderedMethods: ['microsoftAuthenticatorPush', 'mobilePhone'],
} as const;
type Point = Parameters<typeof promptOf>[0];
const kind = (change: Partial<Point>, ownDefault: string | null = null) =>
  promptOf(
    { ...usual, reasons: [], orderedMethods: [...usual.orderedMethods], ...change },
    ownDefault,
  );

it('shows the strongest method that works', () => {
  expect(kind({})).toBe('number');
  expect(kind({ orderedMethods: ['passKeySynced', 'mobilePhone'] })).toBe('passkey');
  expect(kind({ orderedMethods: ['certificate'] })).toBe('certificate');
  expect(kind({ orderedMethods: ['hardwareOneTimePasscode'] })).toBe('code');
  expect(kind({ orderedMethods: ['officePhone'] })).toBe('phone');
  expect(kind({ orderedMethods: ['externalAuthMethod'] })).toBe('other');
});

it('shows what stands in the way before any method', () => {
  expect(kind({ verdict: 'mustRegister' })).toBe('register');
  expect(kind({ verdict: 'askedToRegister' })).toBe('nudge');
  expect(kind({ verdict: 'blocked' })).toBe('blocked');
  expect(kind({ askedBy: 'nothing' })).toBe('nothing');
  expect(kind({ reasons: [{ key: 'reason_guest_trusted', values: {}, rule: 'G1' }] })).toBe('home');
});

it('takes nothing unknown for the usual', () => {
  expect(kind({ verdict: 'unknown' })).toBe('unknown');
  expect(kind({ askedBy: 'unknown' })).toBe('unknown');
  expect(kind({ orderedMethods: [] })).toBe('unknown');
  const federated = [{ key: 'reason_federated', values: {}, rule: 'G1' }];
  expect(kind({ verdict: 'unknown', reasons: federated })).toBe('federated');
});

it('shows the own default where Entra chooses nothing, as far as that is known', () => {
  for (const preference of ['both', 'second'] as const) {
    expect(kind({ preference }, 'sms')).toBe('number');
  }
  expect(kind({ preference: 'none' }, 'sms')).toBe('phone');
  expect(kind({ preference: 'none' }, 'push')).toBe('number');
  expect(kind({ preference: 'none' }, 'none')).toBe('unknown');
  // A default that does not work any more: what stands in for it is not told.
  expect(kind({ preference: 'none' }, 'voiceOffice')).toBe('unknown');
  expect(kind({ preference: 'unknown' }, 'sms')).toBe('unknown');
  // With one method there is nothing to choose.
  expect(kind({ preference: 'none', orderedMethods: ['passKeySynced'] }, null)).toBe('passkey');
});

it('has a text for each', () => {
  for (const one of promptKinds) expect(Object.keys(en)).toContain(`prompt_${one}`);
});
