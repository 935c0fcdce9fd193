import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

describe('What asks for MFA', () => {
  it('lists what the plan does to what asks, in order, and on which policy', async () => {
    await renderPlan('policy');
    await fireEvent.click(await screen.findByRole('tab', { name: 'What asks for MFA' }));
    const order = screen.getByRole('region', { name: 'The order that leaves no gap' });
    const { steps } = s02Plan().policy.enforcement;
    const shown = within(order).getAllByRole('listitem');
    expect(shown.map(({ textContent }) => textContent.trim().split(' ')[0])).toEqual(
      steps.map(({ id }) => id),
    );
    expect(shown[0]?.textContent).toContain('new policy');
    expect(order.textContent).not.toContain('step_title');
  });
});
