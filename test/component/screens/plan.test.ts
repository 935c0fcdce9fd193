import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

afterEach(() => vi.useRealTimers());

describe('New policy', () => {
  const group = (name: string) => screen.findByRole('group', { name: `New value of ${name}` });

  it('goes On, Off, Leave by Space, with focus on the value', async () => {
    const api = await renderPlan('policy');
    const values = within(await group('Passkey (FIDO2)'));
    const on = values.getByRole('radio', { name: 'On' });
    on.focus();
    await fireEvent.keyDown(on, { key: ' ' });
    await waitFor(() =>
      expect(api.inputsOf('policy.setMethod')).toEqual([{ id: 'Fido2', value: 'off', reason: '' }]),
    );
    expect(document.activeElement).toBe(values.getByRole('radio', { name: 'Off' }));
    expect(await screen.findByText('Your choice')).toBeTruthy();
  });

  it('counts who would lose their only method, and opens the list of them', async () => {
    const api = await renderPlan('policy');
    const title = '7 people would lose their only method';
    expect(await screen.findByText(title)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show them' }));
    expect(await screen.findByRole('grid', { name: title })).toBeTruthy();
    await screen.findByText('Users: 7');
    expect(api.inputsOf('people.list').at(-1)?.list).toBe('losing');
  });

  it('shows the policy before and after with the same facts as a table', async () => {
    await renderPlan('policy');
    const table = await screen.findByRole('table', { name: 'Policy before and after' });
    const row = within(table).getByRole('row', { name: /^Text message \(SMS\)/ });
    const cells = within(row).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent)).toEqual([
      'On for a time',
      'Off',
      'On for 8 people',
      'Off',
    ]);
  });

  it('takes a choice for the passkey opt-out and gives it back', async () => {
    const api = await renderPlan('policy');
    await fireEvent.click(await screen.findByRole('tab', { name: 'Prompts' }));
    const values = within(await screen.findByRole('group', { name: 'Passkey opt-out' }));
    await fireEvent.click(values.getByRole('radio', { name: /^Opt out/ }));
    await fireEvent.click(values.getByRole('radio', { name: /^Leave/ }));
    await waitFor(() =>
      expect(api.inputsOf('policy.setPrompt')).toEqual([
        { setting: 'passkeyOptOut', value: 'set', reason: '' },
        { setting: 'passkeyOptOut', value: 'leave', reason: '' },
      ]),
    );
  });

  it('keeps the reason of a choice', async () => {
    const api = await renderPlan('policy');
    const values = within(await group('Voice call'));
    await fireEvent.click(values.getByRole('radio', { name: 'Leave' }));
    const field = await screen.findByLabelText('Reason for Voice call');
    await fireEvent.change(field, { target: { value: 'Lift phones' } });
    await waitFor(() =>
      expect(api.inputsOf('policy.setMethod').at(-1)).toEqual({
        id: 'Voice',
        value: 'leave',
        reason: 'Lift phones',
      }),
    );
  });

  it('saves a reason while it is typed, and a value chosen meanwhile keeps it', async () => {
    const api = await renderPlan('policy');
    const values = within(await group('Voice call'));
    await fireEvent.click(values.getByRole('radio', { name: 'Leave' }));
    const field = await screen.findByLabelText('Reason for Voice call');
    vi.useFakeTimers();
    await fireEvent.input(field, { target: { value: 'Lift' } });
    await fireEvent.input(field, { target: { value: 'Lift phones ' } });
    await vi.advanceTimersByTimeAsync(500);
    const sent = () => api.inputsOf('policy.setMethod').map(({ value, reason }) => [value, reason]);
    const first = [
      ['leave', ''],
      ['leave', 'Lift phones'],
    ];
    expect(sent()).toEqual(first);
    expect(field).toHaveProperty('value', 'Lift phones ');
    await fireEvent.input(field, { target: { value: 'Lifts' } });
    await fireEvent.change(field);
    await fireEvent.click(values.getByRole('radio', { name: 'Off' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent()).toEqual([...first, ['leave', 'Lifts'], ['off', 'Lifts']]);
  });

  it('saves the reason for a prompt when its tab is left from inside the field', async () => {
    const api = await renderPlan('policy');
    await fireEvent.click(await screen.findByRole('tab', { name: 'Prompts' }));
    const values = within(await screen.findByRole('group', { name: 'Passkey opt-out' }));
    await fireEvent.click(values.getByRole('radio', { name: /^Opt out/ }));
    const field = await screen.findByLabelText('Reason for Passkey opt-out');
    await fireEvent.input(field, { target: { value: 'Later' } });
    await fireEvent.click(screen.getByRole('tab', { name: 'Methods' }));
    const kept = { setting: 'passkeyOptOut', value: 'set', reason: 'Later' };
    await waitFor(() => expect(api.inputsOf('policy.setPrompt').at(-1)).toEqual(kept));
  });
});

describe('Rings', () => {
  it('shows emergency access locked on top, even with no account named', async () => {
    await renderPlan('rings');
    const [first] = await screen.findAllByRole('rowheader');
    expect(first?.textContent).toContain('Emergency access');
    expect(first?.closest('tr')?.textContent).toContain('None named yet');
  });

  it('opens who is in no ring, and everybody who is kept out', async () => {
    const rings = { ...s02Plan().rings, unassigned: 2 };
    const api = await renderPlan('rings', {
      prepare: (fake) => fake.handle('rings.get', () => rings),
    });
    const title = '2 people are not in any ring';
    await screen.findByText(title);
    await fireEvent.click(screen.getByRole('button', { name: 'Show them' }));
    expect(await screen.findByRole('grid', { name: title })).toBeTruthy();
    const lists = () => api.inputsOf('people.list').map(({ list }) => list);
    await waitFor(() => expect(lists()).toContain('unassigned'));
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));

    const kept = 'Guests (their home tenant asks)';
    await fireEvent.click(screen.getByRole('button', { name: `Show names ${kept}` }));
    expect(await screen.findByRole('grid', { name: kept })).toBeTruthy();
    expect(rings.tracks.find(({ track }) => track === 'guests')?.size).toBe(2);
    expect(await screen.findByText('Users: 2')).toBeTruthy();
    expect(lists()).toContain('track:guests');
    // Nobody named: nothing to open.
    const none = screen.getByRole('rowheader', { name: /Emergency access/ }).closest('tr');
    expect(none?.querySelector('button')).toBeNull();
  });

  it('moves the people that were ticked', async () => {
    const api = await renderPlan('rings');
    const grid = await screen.findByRole('grid', { name: 'People in ring 0' });
    await screen.findByText('Users: 3');
    grid.focus();
    await fireEvent.keyDown(grid, { key: ' ' });
    // As it comes with Caps Lock on.
    await fireEvent.keyDown(grid, { key: 'M' });
    const target = screen.getByLabelText('Move selected people to');
    expect(document.activeElement).toBe(target);
    await fireEvent.change(target, { target: { value: '2' } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Move 1 person' }));
    const [admin] = s02Plan()
      .people.filter((row) => row.ring === 0)
      .toSorted((a, b) => a.name.localeCompare(b.name));
    await waitFor(() =>
      expect(api.inputsOf('rings.move')).toEqual([
        { who: { by: 'ids', ids: [admin?.id] }, ring: 2 },
      ]),
    );
    // What was moved is no longer selected: a second press must not move it again.
    expect(await screen.findByRole('button', { name: 'Move 0 people' })).toBeTruthy();
  });
});

describe('Review', () => {
  it('approves the plan that is shown', async () => {
    const api = await renderPlan('review');
    expect(await screen.findByText(/^You can approve now\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Approve plan' }));
    await waitFor(() =>
      expect(api.inputsOf('review.approve')).toEqual([{ planHash: s02Plan().review.planHash }]),
    );
    expect(await screen.findByRole('button', { name: 'Go to Roll out' })).toBeTruthy();
    expect(screen.getByText('Approved. Nothing has been changed in the tenant.')).toBeTruthy();
    expect(screen.queryByText(/You can approve now/)).toBeNull();
  });

  it('does not approve old data, and leads to where it is mended', async () => {
    const api = await renderPlan('review', { state: 'stale' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Approve plan' }));
    const text = 'The tenant was read more than seven days ago. Read it again before approving.';
    expect(await screen.findByRole('link', { name: text })).toBeTruthy();
    expect(api.inputsOf('review.approve')).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Show difference' }));
    expect(await screen.findByText(/^The tenant has been read once so far/)).toBeTruthy();
    const [beforeAt, afterAt] = ['2026-11-01T09:00:00Z', '2026-11-22T12:04:00Z'];
    api.handle('read.difference', () => ({
      ...{ beforeAt, afterAt, people: 1, policies: 0, notCompared: [] },
      changes: [
        {
          ...{ kind: 'user', id: 'u1', name: 'Ana', change: 'changed' },
          fields: [{ field: 'accountEnabled', before: 'true', after: 'false' }],
        },
      ],
    }));
    await fireEvent.click(screen.getByRole('button', { name: 'Show difference' }));
    expect((await screen.findByText('Ana')).closest('details')?.open).toBe(true);
  });

  it('does not approve a plan made from a capture', async () => {
    const api = await renderPlan('review', { state: 'readOnly' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Approve plan' }));
    expect(api.inputsOf('review.approve')).toEqual([]);
    const text = 'Made from a capture. Sign in to apply this plan.';
    expect(await screen.findByRole('link', { name: text })).toBeTruthy();
  });

  it('calls methods and findings by name, not by id', async () => {
    await renderPlan('review');
    expect(await screen.findByText('s09 · Turn on Text message (SMS)')).toBeTruthy();
    expect(
      screen.getByText('11 accounts would lose every method if you completed the migration now'),
    ).toBeTruthy();
  });
});
