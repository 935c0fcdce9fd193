import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { MethodRow } from '../../../shared/ipc/method-row';
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

async function openMethod(change: Partial<MethodRow>, hasMoreGroups = false) {
  const groups = ['NPS users', 'Pilot', 'Sales'];
  const api = await renderPlan('policy', {
    prepare: (fake) => {
      const { policy } = s02Plan();
      const methods = policy.methods.map((row) =>
        row.id === 'SoftwareOath' ? { ...row, ...change } : row,
      );
      const view = { ...policy, methods, groups, hasMoreGroups };
      fake.handle('policy.get', () => view).handle('policy.setMethod', () => view);
    },
  });
  const list = await screen.findByRole<HTMLSelectElement>('combobox', {
    name: /Who can use software OATH/i,
  });
  return { api, list };
}
const forOneGroup = { proposed: 'enabled', forEveryone: false, group: 'Sales' } as const;

it('turns a method on for everyone, for the rings or for one group, that is named first', async () => {
  const { api, list } = await openMethod({ ...forOneGroup, group: null, scope: 'all_users' });
  const words = [...list.options].map((one) => one.text);
  expect(words).toEqual(['Everyone', 'People in rings', 'One group']);
  await fireEvent.change(list, { target: { value: 'group' } });
  expect(api.inputsOf('policy.setMethod')).toEqual([]);
  const field = await screen.findByLabelText(/Group for software OATH/i);
  await fireEvent.input(field, { target: { value: 'Pilot' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() =>
    expect(api.inputsOf('policy.setMethod')).toEqual([
      { id: 'SoftwareOath', value: 'on', reason: '', scope: 'Pilot' },
    ]),
  );
});

it('tells of a group that nobody read, that is gone, or that narrows nothing', async () => {
  const refused = { key: 'policy_group_gone', values: { group: 'Sales' } };
  const { list } = await openMethod({
    ...{ ...forOneGroup, choice: 'on', scope: 'rolloutGroup' },
    ...{ forEveryone: true, groupUnread: true, refused },
  });
  expect(list.value).toBe('group');
  expect(screen.getByText(/no single group named “Sales” any more/)).toBeTruthy();
  expect(screen.getByText(/takes it from nobody/)).toBeTruthy();
  expect(screen.getByText(/was not read yet/)).toBeTruthy();
});

it('asks for the groups that match, where there are more than a page holds', async () => {
  const { api } = await openMethod(forOneGroup, true);
  const field = await screen.findByLabelText<HTMLInputElement>(/Group for software OATH/i);
  api.handle('policy.findGroups', () => ({ names: ['Sales 2999'], total: 3_000 }));
  await fireEvent.input(field, { target: { value: 'sal' } });
  expect(await screen.findByText('1 of 3,000 matching groups')).toBeTruthy();
  expect(api.inputsOf('policy.findGroups').at(-1)).toEqual({ text: 'sal', from: 0 });
  expect([...(field.list?.options ?? [])].map((one) => one.value)).toEqual(['Sales 2999']);
});

it('leaves groups out of a method, found by name; those left out today stay', async () => {
  const { api } = await openMethod({ ...forOneGroup, group: null, exclude: [] });
  await fireEvent.click(screen.getByRole('button', { name: /excluded from software OATH/i }));
  const field = await screen.findByLabelText(/excluded from software OATH/i);
  await waitFor(() => expect(document.activeElement).toBe(field));
  await fireEvent.input(field, { target: { value: 'Pilot' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  const sent_ = { id: 'SoftwareOath', value: 'on', reason: '', exclude: ['Pilot'] };
  await waitFor(() => expect(api.inputsOf('policy.setMethod')).toEqual([sent_]));
});

it('shows what is left out of a method, takes a chosen group back, and says what is unread', async () => {
  const { api } = await openMethod({
    ...{ ...forOneGroup, exclude: ['Pilot', 'Sales'], excludedNow: [excludedNow] },
    excludeUnread: 'Pilot',
  });
  const field = await screen.findByLabelText(/excluded from software OATH/i);
  expect(screen.getByText('NPS users').closest('li')?.textContent).toContain('stays excluded');
  expect(screen.queryByRole('button', { name: 'Remove NPS users' })).toBeNull();
  expect(screen.getByText(/Who is in “Pilot” was not read yet/)).toBeTruthy();
  await fireEvent.input(field, { target: { value: 'NPS users' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(api.inputsOf('policy.setMethod')).toEqual([]);
  await fireEvent.click(screen.getByRole('button', { name: /Remove Sales|Sales.*remove/i }));
  await waitFor(() => expect(api.inputsOf('policy.setMethod').at(-1)?.exclude).toEqual(['Pilot']));
});

const excludedNow = { id: 'g1', name: 'NPS users', people: 14, holders: 1, isReadmitted: false };
const others = { id: 'g2', name: 'Kiosk', people: null, holders: null, isReadmitted: true };

it('lets a group in again that is left out today, says whom that concerns, and takes it back', async () => {
  const { api } = await openMethod({ ...forOneGroup, excludedNow: [excludedNow, others] });
  const rows = screen.getAllByRole('button', { name: /^(Stop|Keep) .*exclud/ });
  expect(rows.map((one) => one.getAttribute('aria-label'))).toEqual([
    'Stop excluding NPS users from Software OATH tokens',
    'Keep Kiosk excluded from Software OATH tokens',
  ]);
  expect(screen.getByText('Kiosk').closest('li')?.textContent).toContain('Whom this concerns is');
  await fireEvent.click(rows[0]!);
  await waitFor(() =>
    expect(api.inputsOf('policy.setMethod').at(-1)).toEqual({
      ...{ id: 'SoftwareOath', value: 'on', reason: '', readmit: ['g2', 'g1'] },
    }),
  );
  await fireEvent.click(rows[1]!);
  await waitFor(() => expect(api.inputsOf('policy.setMethod').at(-1)?.readmit).toEqual([]));
});

it('counts whom a group that is let in again concerns', async () => {
  const told = { ...excludedNow, isReadmitted: true };
  await openMethod({ ...forOneGroup, excludedNow: [told] });
  const { textContent } = screen.getByText('NPS users').closest('li')!;
  expect(textContent).toContain('14 people can use this method then');
  expect(textContent).toContain('1 of them has registered it');
});

it('Alt+Enter goes to whom the method of the row is for, or opens the groups it is not for', async () => {
  const { list } = await openMethod({ ...forOneGroup, group: null, scope: 'all_users' });
  const rows = [...list.closest('tbody')!.querySelectorAll('tr')];
  const press = (name: string): Promise<unknown> => {
    const row = rows.find((one) => one.textContent.trim().startsWith(name))!;
    return fireEvent.keyDown(row.querySelector('input')!, { key: 'Enter', altKey: true });
  };
  await press('Software OATH');
  expect(document.activeElement).toBe(list);
  await press('Microsoft Authenticator');
  const label = 'Groups excluded from Microsoft Authenticator';
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(label)));
  const before = document.activeElement;
  // Nothing is asked of a method that stays as it is.
  await press('QR code');
  expect(document.activeElement).toBe(before);
});
