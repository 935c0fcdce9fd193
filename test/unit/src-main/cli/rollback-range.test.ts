import { expect, it } from 'vitest';
import { rangeOf } from '../../../../src-main/cli/commands/rollback';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';

const asked = (options: Record<string, string | true>, backRange: RolloutStatus['backRange']) =>
  rangeOf({ options: new Map(Object.entries(options)) }, {
    status: () => ({ backRange }) as RolloutStatus,
  } satisfies Pick<Rollout, 'status'>);
const step = { toStep: 's20', from: 's21' };
const ring = { toStep: null, ring: 1, from: 's15' };

it('goes on as far as the roll back that stopped was asked to, unless told otherwise', () => {
  expect(asked({}, null)).toEqual({ toStep: null });
  expect(asked({}, step)).toEqual({ toStep: 's20', ring: undefined });
  expect(asked({}, ring)).toEqual({ toStep: null, ring: 1 });
  expect(asked({ to: 's05' }, ring)).toEqual({ toStep: 's05' });
  expect(asked({ all: true }, step)).toEqual({ toStep: null });
});
