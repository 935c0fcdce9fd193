import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ConnectView } from '../../../shared/ipc/home-contract';
import { writeScopes } from '../../../shared/registration/graph-scopes';
import { aConnection, s02Tenant } from '../../fixtures/s02-app-views';
import { renderPlan, s02Plan } from '../render-plan';

const connection = (permission: ConnectView['permission']): ConnectView => ({
  ...aConnection({ state: 'confirmed', tenant: s02Tenant }),
  permission,
});

describe('What a commit names', () => {
  it('lists each object with its name, and its people from which value to which', async () => {
    await renderPlan('rollout');
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    const { objects, writes } = s02Plan().commit;
    expect(objects).toHaveLength(writes);
    expect(dialog.getByRole('heading', { name: `What is written (${writes})` })).toBeTruthy();
    for (const { step, target } of objects) {
      const title = dialog.getByText(new RegExp(`^${step} · `));
      const part = within(title.closest('details') as HTMLElement);
      expect(part.getByText(target, { selector: 'bdi' })).toBeTruthy();
    }
    const adding = objects.find(({ moves }) => moves[0]?.from === 'notMember');
    if (adding === undefined) throw new Error('no step adds people');
    const title = dialog.getByText(new RegExp(`^${adding.step} · `));
    const part = within(title.closest('details') as HTMLElement);
    const line = `People: ${adding.people}. From “not in the group” to “in the group”.`;
    expect(part.getByText(line)).toBeTruthy();
    const names = within(part.getByRole('list', { name: 'People of this step' }));
    expect(names.getAllByRole('listitem')).toHaveLength(adding.people);
    expect(names.getByText(adding.names[0]?.upn ?? '–')).toBeTruthy();
  });
});

describe('Leave to change the tenant', () => {
  it('says before the first write that the browser asks, and for what', async () => {
    const api = await renderPlan('rollout');
    const asksFor = [...writeScopes];
    api.handle('rollout.prepare', () => ({ ...s02Plan().commit, asksFor }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Your browser opens to ask for more permissions')).toBeTruthy();
    for (const scope of writeScopes) expect(dialog.getByText(scope)).toBeTruthy();
    expect(dialog.getByText(/ends after five minutes/)).toBeTruthy();
  });

  it('says nothing of the browser once it has been given', async () => {
    await renderPlan('rollout');
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByText(/browser/)).toBeNull();
  });

  it('shows the wait while it lasts, with a way to end it', async () => {
    const api = await renderPlan('rollout', { moment: 'running' });
    await screen.findByRole('button', { name: 'Hold' });
    const title = 'Waiting for permission to change this tenant';
    expect(screen.queryByRole('heading', { name: title })).toBeNull();
    api.notify('connect.changed', connection('asking'));
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel and hold' }));
    expect(api.inputsOf('rollout.hold')).toHaveLength(1);
    api.notify('connect.changed', connection('notAsked'));
    await waitFor(() => expect(screen.queryByRole('heading', { name: title })).toBeNull());
  });

  it.each([
    ['notAsked', true],
    ['given', false],
  ] as const)('before a check that needs it: %s', async (permission, isSaid) => {
    const api = await renderPlan('rollout', {
      prepare: (own) => own.handle('connect.get', () => connection(permission)),
    });
    await screen.findByRole('button', { name: 'Start ring 0' });
    await waitFor(() => expect(api.inputsOf('connect.get').length).toBeGreaterThan(0));
    await waitFor(() =>
      expect(screen.queryByText(/^The check needs permission/) !== null).toBe(isSaid),
    );
  });
});
