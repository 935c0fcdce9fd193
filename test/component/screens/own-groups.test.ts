import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { GroupView } from '../../../shared/ipc/groups-contract';
import { renderPlan } from '../render-plan';

const planHash = 'a'.repeat(64);
const groupId = '11111111-2222-4333-8444-555555555555';
const group: GroupView = {
  ...{ groupId, name: 'cw-0123abcd-01 Phone', state: 'there', change: 'delete', refusal: null },
  ...{ keptUntil: null, request: `DELETE /v1.0/groups/${groupId}` },
  wayBack: `POST /v1.0/directory/deletedItems/${groupId}/restore`,
};
const used: GroupView = {
  ...{ ...group, groupId: groupId.replace('1', '2'), name: 'cw-0123abcd-02' },
  refusal: {
    code: 'guardrail/refused',
    values: { step: 's02', expected: 'groupUnnamed', policies: 'Old policy' },
  },
};

describe('Groups a rollout made, at its end', () => {
  it('are looked up when asked; one that nothing needs is deleted after a question', async () => {
    const api = await renderPlan('finish', {
      prepare: (fake) => {
        fake.handle('groups.get', () => ({ planHash, groups: [group, used] }));
        fake.handle('groups.prepare', () => ({ ticket: 't', group, planHash }));
        fake.handle('groups.change', () => ({
          ...{ planHash },
          groups: [{ ...group, state: 'deleted', change: 'restore' }],
        }));
      },
    });
    const look = await screen.findByRole('button', { name: 'Look up these groups now' });
    expect(api.inputsOf('groups.get')).toHaveLength(0);
    await fireEvent.click(look);
    // The one that something needs says what, and offers nothing.
    expect(
      await screen.findByText(/Can’t be deleted yet\. .*no policy that names this group/),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: `Delete ${used.name}…` })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: `Delete ${group.name}…` }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(`Sends: ${group.request}`)).toBeTruthy();
    expect(dialog.getByText(new RegExp(`deletedItems/${groupId}/restore`))).toBeTruthy();
    expect(api.inputsOf('groups.change')).toHaveLength(0);
    await fireEvent.click(dialog.getByRole('button', { name: 'Delete group' }));
    expect(await screen.findByRole('button', { name: `Restore ${group.name}…` })).toBeTruthy();
    expect(api.inputsOf('groups.change')).toEqual([{ ticket: 't', phrase: '', planHash }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are looked at again after a cut; one that is gone offers nothing', async () => {
    const open: GroupView = { ...group, state: 'open' };
    const values = { status: '404', code: '' };
    const gone: GroupView = {
      ...{ ...used, name: 'cw-0123abcd-03', state: 'gone' },
      refusal: { code: 'graph/not-found', values },
    };
    await renderPlan('finish', {
      prepare: (fake) => {
        fake.handle('groups.get', () => ({ planHash, groups: [open, gone] }));
        fake.handle('groups.prepare', () => ({ ticket: 't', group: open, planHash }));
      },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Look up these groups now' }));
    expect(await screen.findByText(/No longer in the tenant/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: new RegExp(gone.name) })).toBeNull();
    expect(screen.queryByText(/Can’t be deleted yet/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: `Look again at ${open.name}…` }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/First it is read how the last request ended/)).toBeTruthy();
  });
});
