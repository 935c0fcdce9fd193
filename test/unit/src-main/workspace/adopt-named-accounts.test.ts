import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../shared/tenant/answer';
import { withNamed } from '../../../../src-main/workspace/adopt-named-accounts';
import { aSnapshot } from '../../../fixtures/a-snapshot';

const snapshot = aSnapshot();
const upns =
  snapshot.users.kind === 'read' ? snapshot.users.value.map((u) => u.userPrincipalName) : [];

describe('accounts named during the rollout', () => {
  it('come into the answers by name, beside those declared before', () => {
    const answers: Answers = {
      schema: 'causeway-answers/1',
      accounts: { emergencyAccess: [{ id: 'ga1', lastDrill: '2026-11-01' }] },
    };
    expect(withNamed(answers, ['ga1', 'ga2'], snapshot)?.accounts?.emergencyAccess).toEqual([
      { id: 'ga1', lastDrill: '2026-11-01' },
      { upn: upns[1] },
    ]);
  });

  it('come also where nothing or "none" was answered', () => {
    const named = [{ upn: upns[0] }];
    expect(withNamed(null, ['ga1'], snapshot)?.accounts?.emergencyAccess).toEqual(named);
    const none: Answers = { schema: 'causeway-answers/1', accounts: { emergencyAccess: [] } };
    expect(withNamed(none, ['ga1'], snapshot)?.accounts?.emergencyAccess).toEqual(named);
  });

  it('wait for a reading that shows them, and are not added twice', () => {
    expect(withNamed(null, ['made-since'], snapshot)).toBeNull();
    const answers: Answers = {
      schema: 'causeway-answers/1',
      accounts: { emergencyAccess: [{ upn: upns[0] ?? '' }] },
    };
    expect(withNamed(answers, ['ga1'], snapshot)).toBe(answers);
  });
});
