import { ok } from '../../shared/result';
import type { Shell } from '../app/shell';
import type { ServedHandlers } from './serve-contract';

type Names = 'registration.get' | 'registration.check' | 'registration.cancel';

/** *Check this registration*: begins, ends and shows the one check there is. */
export function createRegistrationHandlers({
  registrations,
}: Pick<Shell, 'registrations'>): Pick<ServedHandlers, Names> {
  return {
    'registration.get': () => Promise.resolve(ok(registrations.view)),
    'registration.check': (typed) => Promise.resolve(registrations.start(typed)),
    'registration.cancel': () => Promise.resolve(ok(registrations.cancel())),
  };
}
