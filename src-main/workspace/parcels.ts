import { TextsOnce } from './texts-once';

/** Rows of one message: taking them over holds the main process for a few milliseconds. */
const parcelRows = 500;
/** Long lists lie no deeper than this. */
const deepest = 6;

type Place = readonly (string | number)[];

/** A value in pieces: first all of it without its long lists, then their rows. */
export type Parcel =
  /** `rows`: how many rows and entries follow. */
  | { readonly kind: 'frame'; readonly value: unknown; readonly rows: number }
  | { readonly kind: 'rows'; readonly place: Place; readonly rows: readonly unknown[] }
  | { readonly kind: 'entries'; readonly place: Place; readonly entries: readonly Entry[] };

type Entry = readonly [key: string, value: unknown];

/** Takes plain data apart, so that no piece takes long to hand over. */
export function* toParcels(value: unknown): Generator<Parcel, void> {
  const long: { readonly place: Place; readonly value: object; readonly size: number }[] = [];
  const frameOf = (part: unknown, place: Place): unknown => {
    if (typeof part !== 'object' || part === null || place.length > deepest) return part;
    // Numbers side by side are handed over as one block.
    if (ArrayBuffer.isView(part)) return part;
    if (Array.isArray(part)) {
      if (part.length > parcelRows) {
        long.push({ place, value: part, size: part.length });
        return [];
      }
      return part.map((item: unknown, index) => frameOf(item, [...place, index]));
    }
    const entries = Object.entries(part);
    if (entries.length > parcelRows) {
      long.push({ place, value: part, size: entries.length });
      return {};
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, frameOf(item, [...place, key])]));
  };
  const frame = frameOf(value, []);
  yield { kind: 'frame', value: frame, rows: long.reduce((sum, { size }) => sum + size, 0) };
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
  readonly #texts = new TextsOnce();
  #total = 0;
  #done = 0;

  get value(): unknown {
    return this.#value;
  }

  /** Rows taken over, of how many. */
  get rows(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#total };
  }

  take(parcel: Parcel): void {
    if (parcel.kind === 'frame') {
      this.#value = parcel.value;
      this.#total = parcel.rows;
      return;
    }
    const target = parcel.place.reduce<unknown>(
      (part, key) => (part as Record<string | number, unknown>)[key],
      this.#value,
    );
    const texts = this.#texts;
    if (parcel.kind === 'rows') {
      for (const row of parcel.rows) (target as unknown[]).push(texts.in(row));
    } else Object.assign(target as object, texts.in(Object.fromEntries(parcel.entries)));
    this.#done += parcel.kind === 'rows' ? parcel.rows.length : parcel.entries.length;
  }
}
