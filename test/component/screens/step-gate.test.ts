import { fireEvent, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { RolloutStep } from '../../../shared/ipc/rollout-contract';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

/** The gate of S02 as it stands, but for what `change` says of the step. */
async function waitingAt(id: string, change: (step: RolloutStep) => RolloutStep) {
  const view = rolloutAt(s02Plan().rollout, 'gate');
  const steps = view.steps.map((step) => (step.id === id ? change(step) : step));
  const api = await renderPlan('rollout', {
    moment: 'gate',
    prepare: (fake) => {
      fake.handle('rollout.get', () => ({ ...view, steps }));
      fake.handle('practice.blockSignIn', ({ userIds }) => ({ blocked: userIds.length }));
    },
  });
  await waitFor(() => stepOf(id));
  return { api, step: within(stepOf(id)) };
}

const gateId = (): string =>
  s02Plan().rollout.steps.find((one) => one.kind === 'gate' && one.purpose === 'register')?.id ??
  '';

it('offers no word on a figure that nobody has read yet', async () => {
  const { step } = await waitingAt(gateId(), (one) => ({
    ...one,
    status: 'PENDING',
    failure: null,
    gate: one.gate && { ...one.gate, looked: false, value: null, people: null },
  }));
  expect(await step.findByText(/^Going on reads this figure first\./)).toBeTruthy();
  expect(step.queryByRole('textbox')).toBeNull();
  expect(step.queryByRole('button', { name: 'Record and pass the gate' })).toBeNull();
  expect(step.getByRole('button', { name: 'Let the people register (practice)' })).toBeTruthy();
});

it('asks for the reason once the figure was read and is short', async () => {
  const { step } = await waitingAt(gateId(), (one) => one);
  expect(await step.findByRole('textbox', { name: 'Why it is safe to go on' })).toBeTruthy();
  expect(step.queryByText(/^Going on reads this figure first\./)).toBeNull();
});

it('says beside the button what a press on the practice tenant did', async () => {
  const people = [{ id: 'u1', name: 'Scan', upn: 'scan@kestrel.example' }];
  const manual = { id: 'block_sign_in', people, wantsAccounts: false };
  const { step } = await waitingAt(gateId(), (one) => ({ ...one, gate: null, manual }));
  await fireEvent.click(
    await step.findByRole('button', { name: 'Block their sign-in (practice)' }),
  );
  expect(await step.findByText('Sign-in of 1 account is blocked.', { selector: 'p' })).toBeTruthy();
});
