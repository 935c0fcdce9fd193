import { isJsonObject, type Json, type JsonObject } from '../json';

/**
 * The methods policy from both versions of Graph: beta's answer, with what it leaves out or gives as
 * null taken from v1.0. A method that beta does not list stays out: v1.0 may be the older of the two.
 */
export function mergePolicy(beta: JsonObject, v1: JsonObject): JsonObject {
  const { authenticationMethodConfigurations: ours, ...rest } = beta;
  const { authenticationMethodConfigurations: theirs, ...others } = v1;
  const known = new Map(configurations(theirs).map((one) => [idOf(one), one]));
  const merged = filled(rest, others);
  if (ours === undefined) return merged;
  return {
    ...merged,
    authenticationMethodConfigurations: Array.isArray(ours)
      ? (ours as readonly Json[]).map((one) => {
          const other = isJsonObject(one) ? known.get(idOf(one)) : undefined;
          return isJsonObject(one) && other !== undefined ? filled(one, other) : one;
        })
      : ours,
  };
}

/** Annotations name the version and the host they came from. */
function filled(first: JsonObject, second: JsonObject): JsonObject {
  const gaps = Object.entries(second).filter(
    ([key]) => !key.includes('@') && (first[key] === undefined || first[key] === null),
  );
  return gaps.length === 0 ? first : { ...first, ...Object.fromEntries(gaps) };
}

function configurations(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}

function idOf(row: JsonObject): string {
  return typeof row['id'] === 'string' ? row['id'].toLowerCase() : '';
}
