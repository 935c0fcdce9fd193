import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

const { steps } = s02Plan().rollout;
const create = steps.find((step) => step.kind === 'group.create')?.id ?? '';
const method = steps.findLast((step) => step.kind === 'method.configure')?.id ?? '';

describe('steps left as they are', () => {
  it('are counted apart after the last step, not called done', async () => {
    await renderPlan('rollout', { moment: 'doneLeft' });
    expect(await screen.findByText('Finished, with 1 step left as it is')).toBeTruthy();
    expect(screen.queryByText('Every step is done and was read back')).toBeNull();
    expect(screen.getByText(`${steps.length - 1} of ${steps.length} steps done`)).toBeTruthy();
  });

  it('are listed after a roll back that left them, and lead to the step', async () => {
    await renderPlan('rollout', { moment: 'rolledBackLeft' });
    const title = await screen.findByText('Rolled back, with 1 step left as it is');
    expect(screen.queryByText('Everything is back as it was')).toBeNull();
    const notice = title.closest<HTMLElement>('.notice');
    expect(notice?.className).not.toContain('tone-good');
    const link = within(notice ?? document.body).getByRole('button', {
      name: new RegExp(`^${method} `),
    });
    await fireEvent.click(link);
    expect(document.activeElement).toBe(stepOf(method));
    expect(within(stepOf(method)).getByText('Left as it is').className).toContain('tone-neutral');
  });

  it('are not untouched in a ring', async () => {
    const api = await renderPlan('rollout');
    await screen.findByRole('button', { name: 'Start ring 0' });
    const base = rolloutAt(s02Plan().rollout, 'left');
    const ringStep = base.steps.find((step) => step.ring === 2)?.id;
    api.notify('rollout.changed', {
      ...base,
      steps: base.steps.map((step) =>
        step.id === ringStep ? { ...step, status: 'SKIPPED' as const } : step,
      ),
    });
    await screen.findByText('2 steps left as they are');
    const row = screen.getByRole('rowheader', { name: /^2 · / }).closest('tr');
    expect(within(row ?? document.body).getByText('1 step left as it is')).toBeTruthy();
    expect(within(stepOf(create)).getByText('Left as it is')).toBeTruthy();
  });
});
