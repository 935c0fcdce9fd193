import type { PacingMemory } from '../graph/pacing-buckets';
import { pacingMemory } from '../rollout/pacing-memory';
import type { CliContext } from './context';
import { openStore } from './rollout-folder';

/**
 * How full a tenant's limits are, in the state folder of its rollout, for as long as nothing else
 * holds that folder open: the tenant is asked who it is before its rollout is opened. What cannot be
 * opened counts as full limits; the command says so when it opens the folder itself.
 */
export function folderPacing(directory: string, context: Pick<CliContext, 'now'>): PacingMemory {
  return {
    load: () => {
      const store = openStore(directory, 'read', context);
      if (!store.ok) return {};
      try {
        return pacingMemory(store.value.settings).load();
      } finally {
        store.value.close();
      }
    },
    save: (levels) => {
      const store = openStore(directory, 'write', context);
      if (!store.ok) return;
      try {
        pacingMemory(store.value.settings).save(levels);
      } finally {
        store.value.close();
      }
    },
  };
}
