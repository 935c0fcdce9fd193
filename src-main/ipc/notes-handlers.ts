import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import { notesOf, saveNote } from '../workspace/notes';
import type { ServedHandlers } from './serve-contract';

/** Notes beside the screens of the open workspace. */
export function createNotesHandlers(host: Host): Pick<ServedHandlers, 'notes.get' | 'notes.save'> {
  return {
    'notes.get': async () => {
      const workspace = host.opened();
      return workspace.ok ? ok({ notes: [...notesOf(workspace.value.store)] }) : workspace;
    },
    'notes.save': async ({ workspaceId, screen, text }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { store, meta } = workspace.value;
      // Another plan was opened while the words were on their way: they are none of its notes.
      if (meta.id !== workspaceId) return err(failure('store/not-found', { path: workspaceId }));
      const saved = saveNote(store, screen, text, new Date(host.ports.now()).toISOString());
      return saved.ok ? ok({ notes: [...notesOf(store)] }) : saved;
    },
  };
}
