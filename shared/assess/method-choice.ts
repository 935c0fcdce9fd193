import { isSameMethod } from '../entra/method-configuration';
import type { Choices } from '../tenant/choice';

/** What was chosen for a method, in whatever letter case it was written; undefined: nothing. */
export function methodChoice(
  { methods = {} }: Pick<Choices, 'methods'>,
  id: string,
): NonNullable<Choices['methods']>[string] | undefined {
  return methods[id] ?? Object.entries(methods).find(([one]) => isSameMethod(one, id))?.[1];
}
