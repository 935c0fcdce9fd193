import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Host } from '../workspace/host';
import { notesOf, personNotesOf, saveNote, savePersonNote } from '../workspace/notes';
import type { Workspace } from '../workspace/workspace';
import type { ServedHandlers } from './serve-contract';

type Names = `notes.${'get' | 'save' | 'getPerson' | 'savePerson'}`;

/** Notes beside the screens and about the people of the open workspace. */
export function createNotesHandlers(host: Host): Pick<ServedHandlers, Names> {
  // Another plan was opened while the words were on their way: they are none of its notes.
  const openAs = (workspaceId: string): Result<Workspace, Failure> => {
    const workspace = host.opened();
    if (!workspace.ok || workspace.value.meta.id === workspaceId) return workspace;
    return err(failure('store/not-found', { path: workspaceId }));
  };
  const now = (): string => new Date(host.ports.now()).toISOString();
  const aboutPerson = ({ store }: Workspace, userId: string) =>
    ok({ note: personNotesOf(store).find(({ person }) => person === userId) ?? null });
  return {
    'notes.get': async () => {
      const workspace = host.opened();
      return workspace.ok ? ok({ notes: [...notesOf(workspace.value.store)] }) : workspace;
    },
    'notes.save': async ({ workspaceId, screen, text }) => {
      const workspace = openAs(workspaceId);
      if (!workspace.ok) return workspace;
      const { store } = workspace.value;
      const saved = saveNote(store, screen, text, now());
      return saved.ok ? ok({ notes: [...notesOf(store)] }) : saved;
    },
    'notes.getPerson': async ({ userId }) => {
      const workspace = host.opened();
      return workspace.ok ? aboutPerson(workspace.value, userId) : workspace;
    },
    'notes.savePerson': async ({ workspaceId, userId, text }) => {
      const workspace = openAs(workspaceId);
      if (!workspace.ok) return workspace;
      const saved = savePersonNote(workspace.value.store, userId, text, now());
      return saved.ok ? aboutPerson(workspace.value, userId) : saved;
    },
  };
}
