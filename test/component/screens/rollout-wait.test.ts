import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

it('tells a wait that Microsoft asks for at its step, as news and not as a fault', async () => {
  const until = '2026-11-24T09:00:07Z';
  const api = await renderPlan('rollout', { moment: 'running' });
  const running = rolloutAt(s02Plan().rollout, 'running');
  const values = { step: 's02', status: '429', code: 'TooManyRequests', why: 'throttled', until };
  const failure = { code: 'step/put-off' as const, values };
  const steps = running.steps.map((step) =>
    step.id === running.current ? { ...step, failure } : step,
  );
  await screen.findByRole('button', { name: 'Hold' });
  api.notify('rollout.changed', { ...running, steps });
  const title = await screen.findByText('Microsoft asks to wait with step s02.');
  expect(title.closest('.notice')?.classList.contains('tone-note')).toBe(true);
  expect(screen.getByText(/nothing was changed by it/)).toBeTruthy();
  expect(screen.getByText(/sends it by itself, not before/)).toBeTruthy();
  expect(title.closest('[role=alert]')).toBeNull();
});
