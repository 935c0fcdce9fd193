import { basename, isAbsolute } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { AppState } from '../../shared/ipc/home-contract';
import { err, ok, type Result } from '../../shared/result';
import type { SettingsChanges } from '../app/settings';
import type { Shell } from '../app/shell';
import type { ServedHandlers } from './serve-contract';

type Names =
  | `app.${'getState' | 'setSettings' | 'navigate' | 'showLogFolder' | 'seenRestart' | 'zoom'}`
  | 'files.dropped';
type ShellParts = Pick<
  Shell,
  'state' | 'settings' | 'log' | 'showLogFolder' | 'takeFile' | 'zoom'
> & {
  readonly dialogs: Pick<Shell['dialogs'], 'tellRefused'>;
};

/**
 * Calls that need nothing but the shell: state, settings, place, log folder. `endSignIn` lets go of
 * the open tenant, once read-only mode is on: a token that may change something is then gone.
 */
export function createShellHandlers(
  shell: ShellParts,
  endSignIn: () => Promise<void>,
): Pick<ServedHandlers, Names> {
  return {
    'app.getState': () => Promise.resolve(ok(shell.state.current)),
    'app.setSettings': async (changes) => {
      const wasReadOnly = shell.settings.current.isReadOnly;
      const changed = changeSettings(shell, changes);
      if (!wasReadOnly && shell.settings.current.isReadOnly) await endSignIn();
      return changed.ok ? ok(shell.state.current) : changed;
    },
    'app.navigate': ({ screen }) =>
      Promise.resolve(
        shell.state.current.reached.includes(screen)
          ? ok(shell.state.update({ screen }))
          : err(failure('ipc/refused', { reason: 'not-reached' })),
      ),
    'app.zoom': ({ to }) => Promise.resolve(ok({ percent: Math.round(shell.zoom(to) * 100) })),
    'app.seenRestart': () => Promise.resolve(ok(shell.state.update({ restarted: null }))),
    'files.dropped': ({ path }) => {
      if (isAbsolute(path) && !path.includes('\0')) {
        shell.takeFile(path);
        return Promise.resolve(ok({}));
      }
      // The preload waits for no answer: only a dialog tells the person.
      shell.dialogs.tellRefused(failure('file/not-found', { file: basename(path) }));
      return Promise.resolve(err(failure('ipc/refused', { reason: 'path' })));
    },
    'app.showLogFolder': () => {
      shell.showLogFolder();
      return Promise.resolve(ok({}));
    },
  };
}

function changeSettings(shell: ShellParts, changes: SettingsChanges): Result<AppState, Failure> {
  try {
    const changed = shell.settings.change(changes);
    return changed.ok ? ok(shell.state.current) : changed;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    shell.log('store.settings-unwritable', { code });
    return err(failure('store/unwritable', { path: 'settings.json', code }));
  }
}
