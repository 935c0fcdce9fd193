import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { DeletionView } from '../../../shared/ipc/data-contract';
import type { FakeApi } from '../../fixtures/fake-api';
import { aDeletion } from '../../fixtures/fake-data';
import { renderApp } from '../render-with-app';

async function openSettings(change: Partial<DeletionView> = {}): Promise<FakeApi> {
  return renderApp('settings', (api) =>
    api.handle('data.prepareDelete', ({ id }) => aDeletion(id, change)),
  );
}
const press = async (name: string | RegExp): Promise<void> =>
  void (await fireEvent.click(await screen.findByRole('button', { name })));

describe('Local data', () => {
  it('names where files are, and what of one plan goes', async () => {
    const api = await openSettings();
    expect(await screen.findByText('/home/gaa/.config/Causeway')).toBeTruthy();
    await press('Delete Kestrel Surveyors (Practice)');
    expect(await screen.findByText(/journal \(41 entries\)/)).toBeTruthy();
    expect(screen.getByText('This cannot be undone.')).toBeTruthy();
    await press('Delete local data');
    await waitFor(() => expect(api.inputsOf('data.delete')).toEqual([{ ticket: 't', phrase: '' }]));
    expect(await screen.findByText(/local data of Kestrel Surveyors is deleted/)).toBeTruthy();
  });

  it('tells plans of one tenant apart by where they come from', async () => {
    await renderApp('settings', (api) => {
      const [plan] = aDeletion('ws-s02').plans;
      if (plan === undefined) throw new Error('no plan');
      const { standing: _standing, journalEntries: _entries, kitAt: _kitAt, ...kept } = plan;
      const file = { ...kept, id: 'a'.repeat(32), source: 'plan' } as const;
      api.handle('data.get', () => ({ folder: '/f', logFolder: '/l', plans: [kept, file] }));
    });
    for (const source of ['Practice', 'Plan file']) {
      const name = `Delete Kestrel Surveyors (${source})`;
      const button = await screen.findByRole('button', { name });
      expect(button.closest('tr')?.querySelector('th')?.textContent).toContain(source);
    }
  });

  it('wants the domain typed before an unfinished rollout goes', async () => {
    const api = await openSettings({ phrase: 'kestrel.example' });
    await press('Delete Kestrel Surveyors (Practice)');
    expect(await screen.findByText(/holds the values from before it/)).toBeTruthy();
    await press('Delete local data');
    expect(api.inputsOf('data.delete')).toEqual([]);
    await fireEvent.input(screen.getByRole('textbox', { name: /kestrel\.example/ }), {
      target: { value: 'kestrel.example' },
    });
    await press('Delete local data');
    await waitFor(() =>
      expect(api.inputsOf('data.delete')).toEqual([{ ticket: 't', phrase: 'kestrel.example' }]),
    );
  });

  it('offers no deletion while a rollout runs', async () => {
    await openSettings({ ticket: null });
    await press('Delete all local data');
    expect(await screen.findByText(/Nothing can be deleted meanwhile/)).toBeTruthy();
    expect(screen.queryAllByRole('button', { name: 'Delete all local data' })).toHaveLength(1);
  });

  it('says that it closes after everything was deleted', async () => {
    const api = await openSettings();
    api.handle('data.delete', () => ({ isLeft: false, closes: true }));
    await press('Delete all local data');
    expect(await screen.findByText(/kept sign-ins, logs/)).toBeTruthy();
    const [, act] = await screen.findAllByRole('button', { name: 'Delete all local data' });
    if (act !== undefined) await fireEvent.click(act);
    expect(await screen.findByText(/Causeway closes now/)).toBeTruthy();
  });

  it('tells of a file that is held, and asks anew', async () => {
    const api = await openSettings();
    api.fail('data.delete', 'store/held', { path: 'ws', code: 'EBUSY' });
    await press('Delete Kestrel Surveyors (Practice)');
    await press('Delete local data');
    expect(await screen.findByText(/No plan was deleted/)).toBeTruthy();
    await waitFor(() => expect(api.inputsOf('data.prepareDelete')).toHaveLength(2));
  });

  it('deletes the plan of Finish', async () => {
    const api = await renderApp('finish');
    await press('Delete local data');
    await waitFor(() => expect(api.inputsOf('data.prepareDelete')).toHaveLength(1));
    expect(await screen.findByRole('heading', { name: /Delete the local data of/ })).toBeTruthy();
  });
});

describe('The log', () => {
  it('is shown before it is saved, and the saved one is the shown one', async () => {
    const api = await openSettings();
    await press('Preview log');
    expect((await screen.findByRole('region', { name: 'Text of the log' })).textContent).toContain(
      'page.gone reason="crashed"',
    );
    await press('Export log');
    await waitFor(() => expect(api.inputsOf('data.saveLog')).toEqual([{ id: 'preview-1' }]));
    expect(await screen.findByText(/Saved as causeway-log/)).toBeTruthy();
  });
});
