import { afterEach, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { ownedState } from '../../../fixtures/practice-state';
import {
  act,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

it(
  'grows the campaign’s group by the ring, and takes all of it back',
  { timeout: 120_000 },
  async () => {
    practice = await openPractice('S02');
    const { source } = practice;
    const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
    const registrationCampaign = {
      ...{ value: 'enabled' as const, include: ['rolloutGroup'], exclude: [] },
      ...signed,
    };
    const plan = await planPractice(practice, 'S02', { ...noChoices, registrationCampaign });
    rollout = await openTestRollout(practice, plan);
    await approveTest(rollout, plan);
    const before = await act(source, 'state');
    const joins = plan.steps.filter(
      (step) => step.kind === 'group.add' && step.purpose === 'registrationCampaign',
    );
    const [first, second] = joins;
    expect(await driveRollout(rollout, source, plan, { step: first?.id ?? '' })).toMatchObject({
      ok: true,
    });
    const status = (id = '') => rollout.status().steps.find((one) => one.id === id);
    expect(status(first?.id)?.items?.done).toBe(first?.items?.length);
    expect(status(second?.id)?.status).toBe('PENDING');
    const evidence = rollout.entries(0, 5_000).find((entry) => entry.type === 'evidence');
    const made = evidence?.body['accounts'];
    const created = Array.isArray(made) ? made.map(String) : [];
    const owned = (state: Json): Json => ownedState(state, created);
    expect(owned(await act(source, 'state'))).not.toEqual(owned(before));
    await approveTest(rollout, plan, 'rollBack');
    const back = { toStep: null, signal: goOn.signal, onEvent: () => undefined };
    expect(await rollout.rollBack(back)).toMatchObject({
      ok: true,
      value: { state: 'rolledBack' },
    });
    expect(owned(await act(source, 'state'))).toEqual(owned(before));
  },
);
