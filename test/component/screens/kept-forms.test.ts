import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { ScreenName } from '../../../shared/wizard/screen';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan, stepOf } from '../render-plan';
import { renderApp } from '../render-with-app';

const drafts = new Map<string, string | null>();

/** A screen over what main keeps of forms, which outlives the window. */
function open(name: ScreenName, moment: 'ready' | 'manual' = 'ready'): Promise<FakeApi> {
  return renderPlan(name, {
    moment,
    prepare: (api) =>
      api
        .handle('drafts.get', ({ place }) => ({ text: drafts.get(place) ?? null }))
        .handle('drafts.keep', ({ place, text }) => {
          drafts.set(place, text);
          return {};
        }),
  });
}

/** The window closes at once, long before the pause of typing is over. */
function close(): void {
  dispatchEvent(new Event('beforeunload'));
  cleanup();
}

it('keeps the reason for accepting a finding until it is accepted', async () => {
  await open('findings');
  const field = (): Promise<HTMLElement[]> => screen.findAllByLabelText('Reason');
  const fold = (at: HTMLElement): HTMLDetailsElement | null => at.closest('details[data-accept]');
  const first = (await field()).find((one) => fold(one) !== null)!;
  await fireEvent.input(first, { target: { value: 'Agreed with Ana' } });
  close();
  const api = await open('findings');
  await waitFor(() => expect(screen.getByDisplayValue('Agreed with Ana')).toBeTruthy());
  const again = screen.getByDisplayValue('Agreed with Ana');
  expect(fold(again)?.open).toBe(true);
  await fireEvent.click(fold(again)!.querySelector('button')!);
  await waitFor(() => expect(api.inputsOf('findings.accept')).toHaveLength(1));
  await waitFor(() => expect([...drafts.values()]).toEqual([null]));
});

it('keeps what was picked and why, where a finding asks for a choice', async () => {
  await open('findings');
  const choose = (await screen.findAllByText('Your choice'))[0]!.closest('.well')!;
  const radios = choose.querySelectorAll<HTMLInputElement>('input[type=radio]');
  await fireEvent.click(radios[1]!);
  const reason = choose.querySelector<HTMLInputElement>('input.input')!;
  await fireEvent.input(reason, { target: { value: 'Because' } });
  close();
  await open('findings');
  const again = await screen.findByDisplayValue('Because');
  const picked = again.closest('.well')!.querySelectorAll<HTMLInputElement>('input[type=radio]');
  await waitFor(() => expect(picked[1]?.checked).toBe(true));
});

it('keeps a layout of rings that was not applied, and forgets it once it is', async () => {
  await open('rings');
  const reason = 'Why (goes into the plan)';
  await fireEvent.click(await screen.findByLabelText('By my own rules'));
  await fireEvent.input(screen.getByLabelText(reason), { target: { value: 'By building' } });
  await fireEvent.input(screen.getByLabelText('Name of the ring'), { target: { value: 'North' } });
  close();
  const api = await open('rings');
  await screen.findByDisplayValue('North');
  expect(screen.getByLabelText(reason)).toHaveProperty('value', 'By building');
  expect(screen.getByLabelText('By my own rules')).toHaveProperty('checked', true);
  await fireEvent.click(screen.getByLabelText('By department'));
  await fireEvent.click(screen.getByRole('button', { name: 'Apply this layout' }));
  await waitFor(() => expect(api.inputsOf('rings.setLayout')).toHaveLength(1));
  await waitFor(() => expect(drafts.get('rings-layout')).toBeNull());
});

it('keeps dates that lack something until they are whole, and drops them where others were chosen', async () => {
  await open('schedule');
  await fireEvent.click(await screen.findByRole('button', { name: 'Add a freeze' }));
  const owner = screen.getByLabelText('Ring 1: owner');
  await fireEvent.input(owner, { target: { value: 'Aiko' } });
  close();
  const other = await open('schedule');
  await waitFor(() => expect(screen.getByDisplayValue('Aiko')).toBeTruthy());
  expect(other.inputsOf('schedule.set')).toEqual([]);
  // The plan has other dates meanwhile: what lay unfinished over the old ones stays away.
  const [place, text] = [...drafts].find(([name]) => name === 'schedule')!;
  cleanup();
  drafts.set(place, JSON.stringify({ ...JSON.parse(text ?? ''), over: '{"soakDays":9}' }));
  await open('schedule');
  await screen.findByLabelText('Ring 1: owner');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByDisplayValue('Aiko')).toBeNull();
  cleanup();
  drafts.set(place, text);
  const api = await open('schedule');
  await waitFor(() => expect(screen.getByDisplayValue('Aiko')).toBeTruthy());
  await fireEvent.click(screen.getByRole('button', { name: /^Remove/ }));
  await waitFor(() => expect(api.inputsOf('schedule.set')).toHaveLength(1));
  expect(api.inputsOf('schedule.set')[0]?.edit?.rings).toEqual([{ ring: 1, owner: 'Aiko' }]);
  await waitFor(() => expect(drafts.get(place)).toBeNull());
});

it('keeps what was typed as a day and is none, and saves nothing in its place', async () => {
  drafts.clear();
  await open('schedule');
  const start = await screen.findByLabelText('First day');
  await fireEvent.input(start, { target: { value: '31 Febuary' } });
  const owner = screen.getByLabelText('Ring 1: owner');
  await fireEvent.input(owner, { target: { value: 'Aiko' } });
  close();
  const api = await open('schedule');
  await screen.findByDisplayValue('Aiko');
  const again = screen.getByDisplayValue('31 Febuary');
  expect(again.getAttribute('aria-invalid')).toBe('true');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(api.inputsOf('schedule.set')).toEqual([]);
  expect(screen.getByDisplayValue('31 Febuary')).toBe(again);
  await fireEvent.click(screen.getByRole('button', { name: 'Back to the proposal' }));
  await waitFor(() => expect(api.inputsOf('schedule.set')).toEqual([{ edit: null }]));
  await waitFor(() => expect(screen.queryByDisplayValue('31 Febuary')).toBeNull());
  await waitFor(() => expect(screen.queryByDisplayValue('Aiko')).toBeNull());
  await waitFor(() => expect(drafts.get('schedule')).toBeNull());
});

it('keeps what is exported, and for whom', async () => {
  await open('export');
  await screen.findByRole('checkbox', { name: /^Hide names/ });
  await fireEvent.click(document.querySelector('#export-pdf')!);
  await fireEvent.click(screen.getByRole('checkbox', { name: /^Hide names/ }));
  close();
  await open('export');
  await waitFor(() =>
    expect(document.querySelector('#export-pdf')).toHaveProperty('checked', true),
  );
  expect(screen.getByRole('checkbox', { name: /^Hide names/ })).toHaveProperty('checked', false);
});

it('keeps evidence of a step until it is recorded, for this plan alone', async () => {
  const others = ['evidence:s01', 'evidence:ffffffffffff:s01'];
  for (const place of others) drafts.set(place, JSON.stringify('of another plan'));
  const first = await open('rollout', 'manual');
  const label = 'User names of the emergency access accounts';
  const field = (await screen.findAllByLabelText(label))[0]!;
  await waitFor(() => expect(first.inputsOf('drafts.get').length).toBeGreaterThan(0));
  expect(screen.queryByDisplayValue('of another plan')).toBeNull();
  await fireEvent.input(field, { target: { value: 'ea1@kestrel.example' } });
  close();
  const api = await open('rollout', 'manual');
  await screen.findByDisplayValue('ea1@kestrel.example');
  await fireEvent.click(within(stepOf('s01')).getByRole('button', { name: 'Record as done' }));
  await waitFor(() => expect(api.inputsOf('rollout.confirm')).toHaveLength(1));
  const [own] = [...drafts.keys()].filter(
    (place) => /^evidence:[0-9a-f]{12}:s01$/.test(place) && !others.includes(place),
  );
  await waitFor(() => expect(drafts.get(own ?? '')).toBeNull());
  for (const place of others) expect(drafts.get(place)).toBe('"of another plan"');
});

it('saves an answer that is being typed when the window closes', async () => {
  const api = await renderApp('read');
  const box = (await screen.findAllByRole('textbox'))[0]!;
  await fireEvent.input(box, { target: { value: '203.0.113.0/24' } });
  const before = api.inputsOf('answers.save').length;
  dispatchEvent(new Event('beforeunload'));
  expect(api.inputsOf('answers.save').length).toBe(before + 1);
});
