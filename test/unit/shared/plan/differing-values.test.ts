import { expect, it } from 'vitest';
import { differingValues } from '../../../../shared/plan/differing-values';

it('names each single value that differs, and no other', () => {
  const planned = {
    state: 'enabled',
    campaign: { days: 3, state: 'enabled' },
    targets: [{ id: 'a' }],
  };
  const now = { state: 'Enabled', campaign: { days: 1, state: 'enabled' }, targets: [], other: 1 };
  expect(differingValues(['state', 'campaign', 'targets'], planned, now)).toEqual([
    { path: 'campaign.days', now: 1, planned: 3 },
    { path: 'targets', now: [], planned: [{ id: 'a' }] },
  ]);
});

it('leaves out what its step does not own', () => {
  expect(differingValues(['state'], { state: 'on' }, { state: 'on', other: 1 })).toEqual([]);
});

it('takes a field that is not there for none', () => {
  expect(differingValues(['state'], { state: 'on' }, {})).toEqual([
    { path: 'state', now: null, planned: 'on' },
  ]);
});
