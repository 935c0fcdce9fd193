import { join } from 'node:path';
import { ok } from '../../shared/result';
import { readJsonFile, writeJsonFile } from '../app/json-file';
import type { Shell } from '../app/shell';
import { UpdateDesk, type UpdatePorts } from '../app/update-desk';
import { updateSource } from '../app/update-source';
import type { ServedHandlers } from './serve-contract';

type Names = `updates.${'get' | 'check' | 'checkFile'}`;
type UpdateShell = Pick<
  Shell,
  'dataFolder' | 'runtime' | 'settings' | 'state' | 'dialogs' | 'graphFetch'
>;

/** Notices of newer versions. `isRunning`: a rollout runs, and nobody is asked anything else. */
export function createUpdateHandlers(
  shell: UpdateShell,
  isRunning: () => boolean,
): Pick<ServedHandlers, Names> {
  const file = join(shell.dataFolder, 'updates.json');
  const desk = new UpdateDesk({
    source: updateSource,
    currentVersion: shell.state.current.version,
    fetch: shell.graphFetch,
    now: () => Date.now(),
    kept: () => keptFrom(shell, isRunning()),
    seen: { read: () => readJsonFile(file), write: (value) => writeJsonFile(file, value) },
  });
  return {
    'updates.get': () => Promise.resolve(ok(desk.view)),
    'updates.check': () => desk.check(),
    'updates.checkFile': async () => {
      const path = await shell.dialogs.chooseNotice();
      return path === undefined ? ok(desk.view) : desk.checkFile(path);
    },
  };
}

/** What keeps from asking now, the lasting reasons first. */
export function keptFrom(
  { runtime, settings, state }: Pick<UpdateShell, 'runtime' | 'settings' | 'state'>,
  isRunning: boolean,
): ReturnType<UpdatePorts['kept']> {
  if (isRunning) return 'running';
  if (!settings.current.checksUpdates) return 'off';
  if (runtime.realTenantOff) return 'standIn';
  if (settings.current.isReadOnly) return 'readOnly';
  return state.current.offline ? 'offline' : null;
}
