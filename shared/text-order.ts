/** Below this many texts a plain sort is as fast. */
const few = 2_048;
/** Letters of a key: eight of seven bits each, in two columns. */
const letters = 4;
/** Bits that are counted at a time. */
const keyDigits = 16;
const places = 1 << keyDigits;

/**
 * Places of texts in their order by code unit, as `<` tells it. `tie`: which of two places with the
 * same text comes first; a negative number for the left one. Where all texts begin alike that part
 * is left out, the next eight letters are sorted as numbers, and only texts alike in these are
 * compared.
 */
export function textOrder(
  texts: readonly string[],
  tie: (left: number, right: number) => number = (left, right) => left - right,
): Uint32Array {
  const compare = (left: number, right: number): number => {
    const [a, b] = [texts[left] ?? '', texts[right] ?? ''];
    return a === b ? tie(left, right) : a < b ? -1 : 1;
  };
  const order = new Uint32Array(texts.length);
  for (let place = 0; place < order.length; place += 1) order[place] = place;
  if (isInOrder(order, compare)) return order;
  if (texts.length < few) return order.sort(compare);
  const [first, second] = keysOf(texts, commonStart(texts));
  const sorted = byKey(byKey(order, second), first);
  for (let at = 0; at < sorted.length;) {
    let end = at + 1;
    const [high, low] = [first[sorted[at] ?? 0], second[sorted[at] ?? 0]];
    while (
      end < sorted.length &&
      first[sorted[end] ?? 0] === high &&
      second[sorted[end] ?? 0] === low
    ) {
      end += 1;
    }
    if (end - at > 1) sorted.subarray(at, end).sort(compare);
    at = end;
  }
  return sorted;
}

function isInOrder(order: Uint32Array, compare: (left: number, right: number) => number): boolean {
  for (let place = 1; place < order.length; place += 1) {
    if (compare(place - 1, place) > 0) return false;
  }
  return true;
}

/** How many letters all of them begin with alike. */
function commonStart(texts: readonly string[]): number {
  const [one = ''] = texts;
  let length = one.length;
  for (const text of texts) {
    let at = 0;
    while (at < length && text.charCodeAt(at) === one.charCodeAt(at)) at += 1;
    length = at;
  }
  return length;
}

/**
 * The first four letters and the next four as numbers. Letters beyond ASCII count as one that is
 * last, and none after it: such texts are compared.
 */
function keysOf(texts: readonly string[], from: number): readonly [Uint32Array, Uint32Array] {
  const last = 127;
  const first = new Uint32Array(texts.length);
  const second = new Uint32Array(texts.length);
  for (const [place, text] of texts.entries()) {
    let key = 0;
    let isOver = false;
    for (let at = 0; at < 2 * letters; at += 1) {
      const code: number = isOver || from + at >= text.length ? 0 : text.charCodeAt(from + at);
      isOver ||= code >= last;
      key = (key << 7) | Math.min(code, last);
      if (at === letters - 1) {
        first[place] = key;
        key = 0;
      }
    }
    second[place] = key;
  }
  return [first, second];
}

function byKey(order: Uint32Array, keys: Uint32Array): Uint32Array {
  return sortByKey(sortByKey(order, keys, 0), keys, keyDigits);
}

/** Places in the order of some digits of their keys; those that are equal keep theirs. */
function sortByKey(order: Uint32Array, keys: Uint32Array, shift: number): Uint32Array {
  const ends = new Uint32Array(places + 1);
  const digitsAt = (place: number): number => ((keys[place] ?? 0) >>> shift) & (places - 1);
  for (const place of order) ends[digitsAt(place) + 1] = (ends[digitsAt(place) + 1] ?? 0) + 1;
  for (let n = 1; n <= places; n += 1) ends[n] = (ends[n] ?? 0) + (ends[n - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const place of order) {
    const at = ends[digitsAt(place)] ?? 0;
    sorted[at] = place;
    ends[digitsAt(place)] = at + 1;
  }
  return sorted;
}
