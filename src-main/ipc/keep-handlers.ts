import { failure, type Failure } from '../../shared/diagnostic';
import type { KeepView } from '../../shared/ipc/keep-contract';
import { err, ok, type Result } from '../../shared/result';
import type { Shell } from '../app/shell';
import type { ServedHandlers } from './serve-contract';

/** *Keep me signed in*: what the key store is, and the switch. */
export function createKeepHandlers(
  shell: Pick<Shell, 'keptSignIns' | 'log'>,
): Pick<ServedHandlers, 'keep.get' | 'keep.set'> {
  const { keptSignIns, log } = shell;
  const view = async (): Promise<Result<KeepView, Failure>> =>
    ok({
      store: await keptSignIns.probe(),
      isOn: keptSignIns.isOn,
      problem: keptSignIns.problem,
    });
  return {
    'keep.get': view,
    'keep.set': async ({ isOn }) => {
      try {
        if (await keptSignIns.turn(isOn)) return await view();
        return err(failure('ipc/refused', { reason: 'no-key-store' }));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        log('store.settings-unwritable', { code });
        return err(failure('store/unwritable', { path: refusedBy(error), code }));
      }
    },
  };
}

/** What the system refused: a vault that could not be deleted, or the switch's own file. */
function refusedBy(error: unknown): 'sign-ins' | 'kept.json' {
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return /[\\/]sign-ins([\\/]|$)/.test(path) ? 'sign-ins' : 'kept.json';
}
