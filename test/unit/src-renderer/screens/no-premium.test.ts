import { describe, expect, it } from 'vitest';
import { partUnread } from '../../../../src-renderer/screens/no-premium';

const of = (source: string, reason = 'notLicensed') => ({ source, reason, status: null });

describe('what a tenant without P1 cannot have', () => {
  it('is told apart from what was not read', () => {
    const users = of('users', 'refused');
    const last = of('signInActivity', 'network');
    const risky = of('conditionalAccess');
    const unread = [
      ...[of('registration'), of('signIns'), of('signInActivity'), of('legacySignIns')],
      ...[of('reportOnlySignIns'), users, last, risky],
    ];
    expect(partUnread(unread)).toEqual({ isWithout: true, rest: [users, last, risky] });
  });

  it('stays unknown where anything else is the cause, or methods were not read either', () => {
    for (const unread of [
      [],
      [of('registration')],
      [of('signIns')],
      [of('registration', 'refused'), of('signIns')],
      [of('registration'), of('signIns', 'refused')],
      [of('registration'), of('signIns'), of('userMethods', 'network')],
    ]) {
      expect(partUnread(unread)).toEqual({ isWithout: false, rest: unread });
    }
  });
});
