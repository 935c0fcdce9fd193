import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import type { ServedHandlers } from './serve-contract';

const keyOf = (place: string): string => `formDraft.${place}`;

/** What somebody typed into a form of the open plan and has not sent yet. */
export function createDraftHandlers(host: Host): Pick<ServedHandlers, `drafts.${'get' | 'keep'}`> {
  return {
    'drafts.get': async ({ place }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const kept = workspace.value.store.settings.get(keyOf(place));
      return ok({ text: typeof kept === 'string' ? kept : null });
    },
    'drafts.keep': async ({ workspaceId, place, text }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { store, meta } = workspace.value;
      // Another plan was opened while the words were on their way: they are none of its forms'.
      if (meta.id !== workspaceId) return err(failure('store/not-found', { path: workspaceId }));
      const kept = store.settings.set(keyOf(place), text);
      return kept.ok ? ok({}) : kept;
    },
  };
}
