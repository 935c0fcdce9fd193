import { expect, it } from 'vitest';
import { promptKinds, promptOf } from '../../../src-renderer/components/prompt-kind';
import en from '../../../shared/messages/en.json';

const usual = {
  verdict: 'signsIn',
  askedBy: 'conditionalAccess',
  reasons: [],
  orderedMethods: ['microsoftAuthenticatorPush', 'mobilePhone'],
} as const;
type Point = Parameters<typeof promptOf>[0];
const kind = (change: Partial<Point>) =>
  promptOf({ ...usual, reasons: [], orderedMethods: [...usual.orderedMethods], ...change });

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
  expect(kind({ reasons: [{ key: 'reason_guest_trusted', values: {} }] })).toBe('home');
});

it('takes nothing unknown for the usual', () => {
  expect(kind({ verdict: 'unknown' })).toBe('unknown');
  expect(kind({ askedBy: 'unknown' })).toBe('unknown');
  expect(kind({ orderedMethods: [] })).toBe('unknown');
  const federated = [{ key: 'reason_federated', values: {} }];
  expect(kind({ verdict: 'unknown', reasons: federated })).toBe('federated');
});

it('has a text for each', () => {
  for (const one of promptKinds) expect(Object.keys(en)).toContain(`prompt_${one}`);
});
