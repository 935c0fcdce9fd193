import { knownMethodId, type MethodConfiguration } from '../entra/method-configuration';
import type { Step } from './step';

/** A method as a step's target: by the id as Graph spells it, named as the product names it. */
export function methodTarget({ id }: MethodConfiguration): Step['target'] {
  return { type: 'method', id, name: knownMethodId(id) };
}
