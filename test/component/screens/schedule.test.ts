import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stepRows } from '../../../shared/charts/timeline-rows';
import { renderPlan, s02Plan } from '../render-plan';

afterEach(() => vi.useRealTimers());

describe('Schedule', () => {
  it('says that nothing is set, and sets the proposal when going on', async () => {
    const api = await renderPlan('schedule');
    expect(await screen.findByText(/^No dates are set yet/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Set dates' }));
    await waitFor(() => expect(api.inputsOf('schedule.set')).toHaveLength(1));
    expect(api.inputsOf('schedule.set')[0]?.edit).toMatchObject({
      startOn: s02Plan().schedule.schedule.startsOn,
      workingDays: [1, 2, 3, 4, 5],
    });
    await waitFor(() =>
      expect(api.inputsOf('app.navigate').at(-1)).toEqual({ screen: 'messages' }),
    );
  });

  it('goes on with what was changed a moment ago, and saves it once', async () => {
    const api = await renderPlan('schedule');
    await fireEvent.input(await screen.findByLabelText('Soak'), { target: { value: '3' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Set dates' }));
    await waitFor(() =>
      expect(api.inputsOf('app.navigate').at(-1)).toEqual({ screen: 'messages' }),
    );
    expect(api.inputsOf('schedule.set').map(({ edit }) => edit?.soakDays)).toEqual([3]);
  });

  it('stays and says why where what was changed a moment ago could not be saved', async () => {
    const api = await renderPlan('schedule');
    await fireEvent.input(await screen.findByLabelText('Soak'), { target: { value: '3' } });
    api.fail('schedule.set', 'store/unwritable');
    await fireEvent.click(screen.getByRole('button', { name: 'Set dates' }));
    expect(await screen.findByRole('button', { name: 'Copy details' })).toBeTruthy();
    expect(api.inputsOf('app.navigate')).toEqual([]);
  });

  it('moves a ring by a day with keys on its bar, from the day it starts on or the day set', async () => {
    const api = await renderPlan('schedule');
    await screen.findByLabelText('Soak');
    const { schedule, steps } = s02Plan().schedule;
    const [ring] = schedule.rings;
    const row = stepRows(steps, schedule.steps).find((one) => one.ring === 0);
    const bar = document.querySelector<SVGElement>(`[data-pin^="${row?.key ?? ''} "]`);
    const sent = () => api.inputsOf('schedule.set').map(({ edit }) => edit?.rings);
    // Not while an input method composes, and not with another modifier.
    const press = (more: object) => fireEvent.keyDown(bar!, { key: 'ArrowRight', ...more });
    expect(await press({ shiftKey: true, isComposing: true })).toBe(true);
    expect(await press({ shiftKey: true, altKey: true })).toBe(true);
    expect(await press({ shiftKey: true })).toBe(false);
    await press({ shiftKey: true });
    await press({ key: 'ArrowLeft', shiftKey: true });
    const next = new Date(Date.parse(ring!.startsAt) + 86_400_000).toISOString().slice(0, 10);
    await waitFor(() => expect(sent().at(-1)).toEqual([{ ring: 0, notBefore: next }]));
  });

  it('saves a changed field by itself', async () => {
    const api = await renderPlan('schedule');
    const soak = await screen.findByLabelText('Soak');
    await fireEvent.input(soak, { target: { value: '3' } });
    await waitFor(() => expect(api.inputsOf('schedule.set').at(-1)?.edit?.soakDays).toBe(3));
  });

  it('saves an owner while the name is typed, and when the window closes', async () => {
    const api = await renderPlan('schedule');
    await screen.findByLabelText('Soak');
    const field = document.querySelector('input.owner') as HTMLInputElement;
    const sent = () => api.inputsOf('schedule.set').map(({ edit }) => edit?.rings[0]?.owner);
    vi.useFakeTimers();
    await fireEvent.input(field, { target: { value: 'Ann' } });
    await fireEvent.input(field, { target: { value: 'Anna ' } });
    await vi.advanceTimersByTimeAsync(500);
    expect(sent()).toEqual(['Anna ']);
    // The space before the next word stays where it is typed.
    expect(field.value).toBe('Anna ');
    await fireEvent.input(field, { target: { value: 'Anna B' } });
    await fireEvent(window, new Event('beforeunload'));
    expect(sent()).toEqual(['Anna ', 'Anna B']);
  });

  it('does not save what makes no sense, and says so at the field', async () => {
    const api = await renderPlan('schedule');
    const soak = await screen.findByLabelText('Soak');
    await fireEvent.input(soak, { target: { value: '99' } });
    const text = 'Enter whole days, from 0 to 30.';
    expect(await screen.findByText(text)).toBeTruthy();
    expect(soak.getAttribute('aria-invalid')).toBe('true');
    await fireEvent.click(screen.getByRole('button', { name: 'Set dates' }));
    expect(await screen.findByRole('link', { name: text })).toBeTruthy();
    expect(api.inputsOf('schedule.set')).toEqual([]);
  });

  it('offers the time zones to choose from, and says of another one that it is none', async () => {
    const api = await renderPlan('schedule');
    const zone = await screen.findByLabelText('Time zone of the tenant');
    await fireEvent.change(zone, { target: { value: 'Asia/Tokyo' } });
    await waitFor(() =>
      expect(api.inputsOf('schedule.set').at(-1)?.edit?.timeZone).toBe('Asia/Tokyo'),
    );
    const edit = api.inputsOf('schedule.set').at(-1)?.edit;
    cleanup();
    const { schedule } = s02Plan();
    const choice = { ...edit, timeZone: 'Nowhere/Else' } as typeof schedule.choice;
    await renderPlan('schedule', {
      prepare: (fake) => fake.handle('schedule.get', () => ({ ...schedule, choice })),
    });
    const odd = await screen.findByLabelText('Time zone of the tenant');
    expect(odd).toHaveProperty('value', 'Nowhere/Else');
    expect(screen.getByText('This is no time zone. Choose one such as Asia/Tokyo.')).toBeTruthy();
  });

  it.each([/^First day/, /Ring 0/])('a field %s with no day in it stops it alone', async (name) => {
    const api = await renderPlan('schedule');
    const field = (await screen.findAllByRole('textbox', { name })).find(
      (one) => one.getAttribute('placeholder') === 'yyyy-mm-dd',
    );
    if (field === undefined) throw new Error('no such field');
    await fireEvent.input(field, { target: { value: '31/12/2026' } });
    await fireEvent.change(field);
    const text = 'That isn’t a day. Write it like yyyy-mm-dd.';
    await fireEvent.click(screen.getByRole('button', { name: 'Set dates' }));
    const link = await screen.findByRole('link', { name: text });
    // Once at the field, once in the summary, which has the focus.
    expect(screen.getAllByText(text)).toHaveLength(2);
    expect(document.activeElement?.contains(link)).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
    expect([api.inputsOf('schedule.set'), api.inputsOf('app.navigate')]).toEqual([[], []]);
    expect(link.getAttribute('href')).toBe(`#${field.id}`);

    // Another change waits until a day stands there again, be it the same as before.
    await fireEvent.input(screen.getByLabelText('Soak'), { target: { value: '3' } });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(api.inputsOf('schedule.set')).toEqual([]);
    await fireEvent.input(field, { target: { value: '' } });
    await fireEvent.input(field, { target: { value: '2026-12-31' } });
    await waitFor(() => expect(api.inputsOf('schedule.set').at(-1)?.edit?.soakDays).toBe(3));
    expect(screen.queryByText(text)).toBeNull();
  });

  it('tells a ring that ends after its date, and shows both zones', async () => {
    await renderPlan('schedule', { state: 'late' });
    expect(await screen.findByText(/^Ring 3 ends on or after 1 Feb 2027/)).toBeTruthy();
    expect(screen.getByText(/Times are shown in Asia\/Tokyo, with UTC below/)).toBeTruthy();
    expect(screen.getByText(/The clocks change at/)).toBeTruthy();
  });

  it('says "at least" of the people behind a date while not all is read and answered', async () => {
    const { schedule } = s02Plan();
    const people = schedule.schedule.deadlines.find((one) => one.id === 'february')?.people ?? 0;
    const shown = async (isAtLeast: boolean, text: string): Promise<void> => {
      await renderPlan('schedule', {
        prepare: (fake) => fake.handle('schedule.get', () => ({ ...schedule, isAtLeast })),
      });
      expect(await screen.findByText(text)).toBeTruthy();
      cleanup();
    };
    expect(people).toBeGreaterThan(1);
    await shown(false, `${people} accounts`);
    await shown(true, `at least ${people} accounts`);
  });

  it('draws every part with the same facts as a table', async () => {
    await renderPlan('schedule');
    const table = await screen.findByRole('table', { name: 'The plan in time' });
    const rows = within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(rows.slice(0, 2)).toEqual(['Before the rings', '0 · Administrators']);
    expect(rows).toContain('SMS and voice end for most people');
  });
});
