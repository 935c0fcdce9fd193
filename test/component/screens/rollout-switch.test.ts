import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FailureView } from '../../../shared/ipc/common-views';
import type { RolloutView } from '../../../shared/ipc/rollout-contract';
import { screenNames } from '../../../shared/wizard/screen';
import { answerPlanCalls } from '../../fixtures/fake-plan';
import { planViews } from '../../fixtures/plan-views';
import { renderApp } from '../render-with-app';

const views = planViews('S12');
const parts = views.rollout.steps.filter(({ id }) =>
  views.review.steps.some((step) => step.id === id && step.bundle !== null),
);
const off = parts[0]?.id ?? '';

/** Roll out where the switch has stopped with this. */
async function stoppedWith(failure: FailureView, state: RolloutView['state']): Promise<void> {
  const place = views.rollout.steps.findIndex(({ id }) => id === off);
  const steps = views.rollout.steps.map((step, at) => {
    if (at < place) return { ...step, status: 'DONE' as const };
    const status = state === 'needsPerson' ? ('ASK' as const) : ('PAUSED' as const);
    return step.id === off ? { ...step, status, failure } : step;
  });
  const view = { ...views.rollout, state, steps, current: off, stepsDone: place, failure };
  await renderApp(
    'rollout',
    (api) => answerPlanCalls(api, views).handle('rollout.get', () => view),
    { reached: [...screenNames] },
  );
}

describe('the switch from security defaults on Roll out', () => {
  it('that can’t be taken back: why, what asks now, and what to do in the portal', async () => {
    const values = { step: off, expected: 'switchProtected', actual: 'switchNotSeen' };
    await stoppedWith({ code: 'step/switch-open', values }, 'needsPerson');
    const told = await screen.findAllByText(/^Security defaults could not be turned on again/);
    expect(told).toHaveLength(1);
    expect(screen.getByText(/the policy did not read as on within a minute/).textContent).toMatch(
      /Now: Conditional Access policies ask for MFA in the meantime/,
    );
    expect(
      screen.getByText(
        /turn off every policy under Conditional Access, then turn security defaults on/,
      ),
    ).toBeTruthy();
    // Nothing of it may look done, and no half of it is offered to be left.
    const step = document.querySelector<HTMLElement>(`#step-${off}`);
    expect(step).not.toBeNull();
    expect(within(step as HTMLElement).queryByText('Done')).toBeNull();
    expect(screen.queryByRole('button', { name: /Leave/ })).toBeNull();
  });

  it('that was taken back after its minute: says so, and that everybody is asked as before', async () => {
    const values = { step: off, expected: 'switchNotOff' };
    await stoppedWith({ code: 'step/switch-taken-back', values }, 'held');
    expect(
      await screen.findByText(/^Reason: security defaults did not read as off within a minute/),
    ).toBeTruthy();
    expect(screen.getByText(/^Everybody is asked for MFA as before/)).toBeTruthy();
  });
});

describe('the switch on Review', () => {
  it('names the minute the engine gives it, and is approved with all else by one press', async () => {
    await renderApp('review', (api) => answerPlanCalls(api, views), {
      reached: [...screenNames],
    });
    expect(
      await screen.findByText(
        `These ${String(parts.length)} steps have one approval and run together.`,
        { exact: false },
      ),
    ).toBeTruthy();
    expect(screen.getByText(/Within 60 seconds of the first request all of it/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Approve/ })).toHaveLength(1);
  });
});
