/** Rows of one message: taking them over holds the main process for a few milliseconds. */
const parcelRows = 500;
/** Long lists lie no deeper than this. */
const deepest = 6;

type Place = readonly (string | number)[];

/** A value in pieces: first all of it without its long lists, then their rows. */
export type Parcel =
  | { readonly kind: 'frame'; readonly value: unknown }
  | { readonly kind: 'rows'; readonly place: Place; readonly rows: readonly unknown[] }
  | { readonly kind: 'entries'; readonly place: Place; readonly entries: readonly Entry[] };

type Entry = readonly [key: string, value: unknown];

/** Takes plain data apart, so that no piece takes long to hand over. */
export function* toParcels(value: unknown): Generator<Parcel, void> {
  const long: { readonly place: Place; readonly value: object }[] = [];
  const frameOf = (part: unknown, place: Place): unknown => {
    if (typeof part !== 'object' || part === null || place.length > deepest) return part;
    if (Array.isArray(part)) {
      if (part.length > parcelRows) {
        long.push({ place, value: part });
        return [];
      }
      return part.map((item: unknown, index) => frameOf(item, [...place, index]));
    }
    const entries = Object.entries(part);
    if (entries.length > parcelRows) {
      long.push({ place, value: part });
      return {};
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, frameOf(item, [...place, key])]));
  };
  yield { kind: 'frame', value: frameOf(value, []) };
  for (const { place, value: list } of long) {
    const rows: readonly unknown[] = Array.isArray(list) ? list : Object.entries(list);
    for (let start = 0; start < rows.length; start += parcelRows) {
      const some = rows.slice(start, start + parcelRows);
      yield Array.isArray(list)
        ? { kind: 'rows', place, rows: some }
        : { kind: 'entries', place, entries: some as readonly Entry[] };
    }
  }
}

/** Puts a value together again, in the order its pieces come. */
export class Unpacking {
  #value: unknown = undefined;

  get value(): unknown {
    return this.#value;
  }

  take(parcel: Parcel): void {
    if (parcel.kind === 'frame') {
      this.#value = parcel.value;
      return;
    }
    const target = parcel.place.reduce<unknown>(
      (part, key) => (part as Record<string | number, unknown>)[key],
      this.#value,
    );
    if (parcel.kind === 'rows') for (const row of parcel.rows) (target as unknown[]).push(row);
    else Object.assign(target as object, Object.fromEntries(parcel.entries));
  }
}
