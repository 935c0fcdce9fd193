/**
 * Takes tokens out of an environment. A token leaves it at once: no child process and no report can
 * hold it. Whoever asks for a variable again is given what was in it; null: not set, or blank.
 */
export function tokenTaker(
  variables: Record<string, string | undefined>,
): (variable: string) => string | null {
  const taken = new Map<string, string | null>();
  return (variable) => {
    const known = taken.get(variable);
    if (known !== undefined) return known;
    const found = variables[variable]?.trim() ?? '';
    Reflect.deleteProperty(variables, variable);
    const token = found === '' ? null : found;
    taken.set(variable, token);
    return token;
  };
}
