import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { refusedPeople } from '../../../../src-main/rollout/refused-step';

const step = { id: 's03', kind: 'group.add', scopes: ['Group.ReadWrite.All'] } as unknown as Step;
const denied = { status: 403, code: 'Authorization_RequestDenied' };
const gone = { status: 404, code: 'Request_ResourceNotFound' };

describe('a step nobody of which went through', () => {
  it('is told as the one answer that all of them got', () => {
    expect(refusedPeople(step, [denied, denied, denied]).values).toEqual({
      ...{ step: 's03', status: '403', code: denied.code },
      ...{ why: 'role', role: 'Groups Administrator' },
    });
  });

  it('names no reason where there are several, or none', () => {
    for (const given of [[denied, gone], [gone, denied, denied], []]) {
      expect(refusedPeople(step, given).values['why']).toBe('items');
    }
  });
});
