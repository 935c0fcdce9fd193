import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan, s02Plan } from '../render-plan';

/** The card of a setting on the Prompts tab, with three groups to name. */
async function open(title: string, hasMoreGroups = false): Promise<[FakeApi, HTMLElement]> {
  const groups = ['NPS users', 'Pilot', 'Sales'];
  const api = await renderPlan('policy', {
    prepare: (fake) => {
      let kept = { ...s02Plan().policy, groups, hasMoreGroups };
      fake
        .handle('policy.get', () => kept)
        .handle('policy.setPrompt', ({ setting, value, reason, groups: targets }) => {
          const id = setting === 'registrationCampaign' ? 'campaign' : setting;
          const for0 = targets ?? { include: ['all_users'], exclude: [] };
          kept = { ...kept, [id]: { ...kept[id], choice: value, reason, ...for0 } };
          return kept;
        });
    },
  });
  await fireEvent.click(await screen.findByRole('tab', { name: 'Prompts' }));
  return [api, await screen.findByRole('region', { name: title })];
}
const sent = (api: FakeApi) => api.inputsOf('policy.setPrompt').map(({ groups }) => groups);

it('takes one group to include and one to leave out of system-preferred authentication', async () => {
  const [api, region] = await open('System-preferred authentication');
  const card = within(region);
  expect(card.queryByLabelText('Exclude groups')).toBeNull();
  await fireEvent.click(card.getAllByRole('radio')[2]!);
  await fireEvent.click(await card.findByRole('radio', { name: 'Groups' }));
  // Nobody is named yet: nothing is saved as if it were.
  expect(sent(api)).toEqual([undefined]);
  const include = await card.findByLabelText('Include groups');
  await fireEvent.input(include, { target: { value: 'Nobody knows' } });
  await fireEvent.keyDown(include, { key: 'Enter' });
  await card.findByText(/No single group named/);
  await fireEvent.input(include, { target: { value: 'Pilot' } });
  await fireEvent.keyDown(include, { key: 'Enter' });
  await waitFor(() => expect(sent(api).at(-1)).toEqual({ include: ['Pilot'], exclude: [] }));
  const exclude = await card.findByLabelText('Exclude groups');
  await fireEvent.input(exclude, { target: { value: 'NPS users' } });
  await fireEvent.keyDown(exclude, { key: 'Enter' });
  await waitFor(() =>
    expect(sent(api).at(-1)).toEqual({ include: ['Pilot'], exclude: ['NPS users'] }),
  );
  await fireEvent.click(await card.findByRole('button', { name: 'Remove NPS users' }));
  await waitFor(() => expect(sent(api).at(-1)).toEqual({ include: ['Pilot'], exclude: [] }));
  expect(card.queryByRole('button', { name: 'Remove Pilot' })).toBeNull();
  await fireEvent.click(card.getByRole('radio', { name: 'Ring by ring' }));
  await waitFor(() => expect(sent(api).at(-1)).toEqual({ include: ['rolloutGroup'], exclude: [] }));
});

it('takes several groups for the registration campaign', async () => {
  const [api, region] = await open('Registration campaign');
  const card = within(region);
  await fireEvent.click(card.getAllByRole('radio')[2]!);
  await fireEvent.click(await card.findByRole('radio', { name: 'Groups' }));
  for (const group of ['Pilot', 'Sales']) {
    const include = await card.findByLabelText('Include groups');
    await fireEvent.input(include, { target: { value: group } });
    await fireEvent.keyDown(include, { key: 'Enter' });
    await card.findByText(group);
  }
  expect(sent(api).at(-1)).toEqual({ include: ['Pilot', 'Sales'], exclude: [] });
});

it('asks about a name that is not among those shown, where there are more', async () => {
  const [api, region] = await open('System-preferred authentication', true);
  const card = within(region);
  await fireEvent.click(card.getAllByRole('radio')[2]!);
  await fireEvent.click(await card.findByRole('radio', { name: 'Groups' }));
  const include = await card.findByLabelText('Include groups');
  await fireEvent.input(include, { target: { value: 'Zebra keepers' } });
  await fireEvent.keyDown(include, { key: 'Enter' });
  const wanted = { include: ['Zebra keepers'], exclude: [] };
  await waitFor(() => expect(sent(api).at(-1)).toEqual(wanted));
  expect(card.queryByText(/No single group named/)).toBeNull();
});
