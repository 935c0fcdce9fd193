import { isJsonObject, type Json } from '../../shared/json';

/** Values of one field beyond this many are told apart by everybody: an id, a name. */
export const mostValues = 4_096;
/** Compared one by one before a text is made of a value: most accounts have what one before had. */
const mostRecent = 4;

/** What was made of the values of one field, by the value. */
export class DecodedParts {
  readonly #byText = new Map<string, unknown>();
  /** The very values that were kept: rows read from their bytes have them again and again. */
  readonly #byValue = new Map<Json, unknown>();
  readonly #recent: { readonly value: Json; readonly made: unknown }[] = [];

  of(value: Json): unknown {
    const same = this.#byValue.get(value);
    if (same !== undefined) return same;
    const recent = this.#recent.find((one) => isSameJson(one.value, value));
    const made = recent === undefined ? this.#byText.get(JSON.stringify(value)) : recent.made;
    // The same said anew, as each kind of row does once: known from then on.
    if (made !== undefined && this.#byValue.size < 2 * mostValues) this.#byValue.set(value, made);
    return made;
  }

  /** False: there are too many kinds of it already. */
  keep(value: Json, made: unknown): boolean {
    if (this.#byText.size >= mostValues) return false;
    this.#byText.set(JSON.stringify(value), made);
    this.#byValue.set(value, made);
    if (this.#recent.length < mostRecent) this.#recent.push({ value, made });
    return true;
  }
}

/** Also in the order of fields, as their texts would tell. */
function isSameJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      (left as readonly Json[]).every((item, n) =>
        isSameJson(item, (right as readonly Json[])[n] ?? null),
      )
    );
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const [keys, others] = [Object.keys(left), Object.keys(right)];
  return (
    keys.length === others.length &&
    keys.every((key, n) => key === others[n] && isSameJson(left[key] ?? null, right[key] ?? null))
  );
}
