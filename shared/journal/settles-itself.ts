import type { Failure } from '../diagnostic';

/** Told so that people know what goes on: the run deals with it, and nobody has to do anything. */
export function settlesItself({ code, values }: Failure): boolean {
  const needsSomebody = values['why'] === 'often' || values['why'] === 'stopOver';
  return code === 'step/settling' || (code === 'step/put-off' && !needsSomebody);
}
