import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

const before = 'What asks for MFA, and what people hold: When planned';
const after = 'What asks for MFA, and what people hold: Now';

describe('Finish', () => {
  it('shows how people stood before and how they stand now, side by side', async () => {
    await renderPlan('finish', { state: 'finished' });
    expect(await screen.findByRole('table', { name: before })).toBeTruthy();
    const now = within(screen.getByRole('table', { name: after }));
    for (const row of now.getAllByRole('row').slice(1)) {
      expect(row.textContent).toContain('Conditional Access');
    }
    expect(screen.getAllByRole('group', { name: 'Readiness' })).toHaveLength(2);
  });

  it('has no picture of afterwards before the tenant was read again', async () => {
    expect(s02Plan().finish.pictures.after).toBeNull();
    await renderPlan('finish');
    expect(await screen.findByRole('table', { name: before })).toBeTruthy();
    expect(screen.queryByRole('table', { name: after })).toBeNull();
  });
});

describe('Schedule', () => {
  it('shows the load of each day, as a picture and a table', async () => {
    await renderPlan('schedule');
    const table = within(await screen.findByRole('table', { name: 'Load per day' }));
    const { load } = s02Plan().schedule;
    expect(load.length).toBeGreaterThan(3);
    expect(table.getAllByRole('row')).toHaveLength(load.length + 1);
    expect(screen.getByText(/taking one for every 10 people/)).toBeTruthy();
  });
});
