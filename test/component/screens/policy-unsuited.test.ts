import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { PolicyView } from '../../../shared/ipc/plan-contract';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan, s02Plan } from '../render-plan';

type Preferred = PolicyView['systemPreferred'];
const unsuited: Preferred['unsuited'] = {
  people: 6,
  open: 6,
  reasons: [
    { reason: 'certificate', people: 1 },
    { reason: 'radius', people: 5 },
  ],
  unknown: 0,
  isRadiusOpen: false,
  isForAll: true,
};

/** The card of system-preferred authentication, which the fake changes as it is asked to. */
async function open(change: Partial<Preferred>): Promise<[FakeApi, HTMLElement]> {
  const api = await renderPlan('policy', {
    prepare: (fake) => {
      const { policy } = s02Plan();
      let kept = { ...policy, systemPreferred: { ...policy.systemPreferred, unsuited, ...change } };
      fake
        .handle('policy.get', () => kept)
        .handle('policy.setPrompt', ({ value, reason, groups }) => {
          const own = { ...kept.systemPreferred, choice: value, reason, ...groups };
          kept = { ...kept, systemPreferred: { ...own, unsuited: { ...unsuited, open: 0 } } };
          return kept;
        });
    },
  });
  await fireEvent.click(await screen.findByRole('tab', { name: 'Prompts' }));
  return [api, await screen.findByRole('region', { name: 'System-preferred authentication' })];
}
const button = { name: 'Leave them out' };

it('says whom it does not suit and why, and leaves them out with one press', async () => {
  const [api, region] = await open({ now: 'default', choice: null, include: [], exclude: [] });
  const card = within(region);
  expect(card.getByText('It doesn’t suit 6 people')).toBeTruthy();
  expect(card.getByText(/RADIUS looks at their own default alone: 5 people/)).toBeTruthy();
  expect(card.getByText(/devices without one: 1 person/)).toBeTruthy();
  await fireEvent.click(card.getByRole('button', button));
  await waitFor(() =>
    expect(api.inputsOf('policy.setPrompt')).toEqual([
      {
        setting: 'systemPreferred',
        value: 'default',
        reason: '',
        groups: { include: ['all_users'], exclude: ['unsuitedPeople'] },
      },
    ]),
  );
  expect(await card.findByText(/they are left out/)).toBeTruthy();
  expect(card.queryByRole('button', button)).toBeNull();
  // The group stands among the excluded ones by its meaning, and comes off there.
  await fireEvent.click(card.getByRole('button', { name: 'Remove People it doesn’t suit' }));
  await waitFor(() =>
    expect(api.inputsOf('policy.setPrompt').at(-1)?.groups).toEqual({
      include: ['all_users'],
      exclude: [],
    }),
  );
});

it('offers it only where nothing else is changed by it, and says what was not answered', async () => {
  const [, region] = await open({
    ...{ now: 'enabled', choice: null, include: [], exclude: [] },
    unsuited: { ...unsuited, isForAll: false, isRadiusOpen: true },
  });
  expect(within(region).queryByRole('button', button)).toBeNull();
  expect(within(region).getByText(/hasn’t been answered/)).toBeTruthy();
});

it('says what is not known where nobody is known to be unsuited', async () => {
  const [, region] = await open({
    ...{ now: 'enabled', choice: null, include: [], exclude: [] },
    unsuited: { ...unsuited, people: 0, open: 0, reasons: [], unknown: 3, isRadiusOpen: true },
  });
  expect(within(region).getByText(/Not known for 3 people/)).toBeTruthy();
  expect(within(region).getByText(/hasn’t been answered/)).toBeTruthy();
  expect(within(region).queryByText(/they are left out/)).toBeNull();
});

it('says that a choice is not carried out, and does not call them left out', async () => {
  const [, region] = await open({
    ...{ now: 'default', choice: 'default', include: ['all_users'], exclude: ['unsuitedPeople'] },
    unsuited,
  });
  expect(within(region).getByText(/still asks 6 people/)).toBeTruthy();
  expect(within(region).queryByText(/they are left out/)).toBeNull();
});
