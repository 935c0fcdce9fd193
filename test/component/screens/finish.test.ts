import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { aReading } from '../../fixtures/s02-app-views';
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
    expect(screen.getAllByRole('table', { name: 'Readiness' })).toHaveLength(2);
    expect(screen.getByText(/^The pictures count everybody .* guests included/)).toBeTruthy();
  });

  it('has no picture of afterwards before the tenant was read again', async () => {
    expect(s02Plan().finish.pictures.after).toBeNull();
    await renderPlan('finish');
    expect(await screen.findByRole('table', { name: before })).toBeTruthy();
    expect(screen.queryByRole('table', { name: after })).toBeNull();
  });

  it('dates both reviews, and leads to the file a calendar takes', async () => {
    const reviews = { isPlanned: false, dates: [{ days: 30, date: '2027-01-31' }] };
    const api = await renderPlan('finish', {
      prepare: (own) => own.handle('finish.get', () => ({ ...s02Plan().finish, reviews })),
    });
    expect((await screen.findByText('After 30 days')).nextElementSibling?.textContent).toBe(
      '31 Jan 2027',
    );
    expect(screen.getByText('Counted from the day the last step was done.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Export to a calendar…' }));
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'export' }]);
  });
});

describe('Finish before the switch of the migration state', () => {
  const left = (other: 'done' | 'open') =>
    s02Plan().finish.checklist.map((one) => ({
      ...one,
      state: one.id === 'migrationState' ? ('open' as const) : other,
    }));

  it('names the act where nothing else is left, and opens its confirmation', async () => {
    const api = await renderPlan('finish', {
      moment: 'held',
      prepare: (own) =>
        own.handle('finish.get', () => ({ ...s02Plan().finish, checklist: left('done') })),
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Finish migration' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Roll out');
    expect(api.inputsOf('rollout.prepare')).toHaveLength(1);
    expect(api.inputsOf('rollout.start')).toEqual([]);
  });

  it('leads back to Roll out where something is', async () => {
    await renderPlan('finish', {
      prepare: (own) =>
        own.handle('finish.get', () => ({ ...s02Plan().finish, checklist: left('open') })),
    });
    expect(await screen.findByRole('button', { name: 'Back to Roll out' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Finish migration' })).toBeNull();
  });
});

describe('Finish after the last step', () => {
  const stale = () => {
    const { finish } = s02Plan();
    return {
      ...finish,
      ...{
        isStale: true,
        checklist: finish.checklist.map((one) => ({ ...one, state: 'stale' as const })),
      },
    };
  };

  it('asks for a new reading first, makes it here, and judges by it', async () => {
    let isRead = false;
    const done = s02Plan().finish.checklist.map((one) => ({ ...one, state: 'done' as const }));
    const api = await renderPlan('finish', {
      prepare: (fake) =>
        fake.handle('finish.get', () =>
          isRead ? { ...s02Plan().finish, checklist: done, finished: true } : stale(),
        ),
    });
    await screen.findByText(/before the last step was done/);
    expect(screen.getAllByText('Check again')).toHaveLength(done.length);
    expect(screen.queryByRole('button', { name: 'Work on this' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Show difference' }));
    expect(await screen.findByText(/^The tenant has been read once so far/)).toBeTruthy();
    const read = screen.getByRole('button', { name: 'Read the tenant again' });
    expect(read.dataset['command']).toBe('primary');
    await fireEvent.click(read);
    expect(api.inputsOf('read.start')).toHaveLength(1);
    const busy = await screen.findByRole('button', { name: 'Reading…' });
    await fireEvent.click(busy);
    expect(api.inputsOf('read.start')).toHaveLength(1);
    isRead = true;
    api.notify('read.changed', aReading());
    expect(await screen.findByText('The migration is complete')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show difference' })).toBeNull();
    const primary = screen.getByRole('button', { name: 'Export the final report' });
    expect(primary.dataset['command']).toBe('primary');
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
