import type { Json } from '../../shared/json';
import { parseJson } from './graph-error';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Values of one field kept to be found again; more than one of them may want the same place. */
const places = 512;
/** After so many texts a field that repeats none is taken for one that tells rows apart. */
const trial = 512;
/** Lists and objects of one field, and how long one may be: most accounts have what one before had. */
const mostParts = 32;
const longestPart = 8_192;

interface KnownText {
  readonly hash: number;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Where the text ends that starts with this quote: the place after its last one; −1: nowhere. */
export function endOfText(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
  }
  return -1;
}

/** The same of a list or an object. What lies between is JSON only if a parser says so. */
export function endOfPart(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at) - 1;
      if (at < 0) return -1;
    } else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

export function isAt(bytes: Uint8Array, at: number, known: Uint8Array): boolean {
  for (let n = 0; n < known.length; n += 1) if (bytes[at + n] !== known[n]) return false;
  return true;
}

/**
 * One field of rows that are alike. Values that were seen before are found by their bytes and not
 * made again: everybody who has them has the same ones.
 */
export class PageField {
  /** As it stands before the value, with the comma or bracket before it. */
  readonly head: Uint8Array;
  /** The value read last, and the place after it; −1: nothing this reads. */
  value: Json = null;
  #texts: (KnownText | undefined)[] | null = new Array<KnownText | undefined>(places);
  #found = 0;
  #made = 0;
  readonly #parts: { readonly bytes: Uint8Array; readonly value: Json }[] = [];

  constructor(
    readonly key: string,
    isFirst: boolean,
  ) {
    this.head = Buffer.from(`${isFirst ? '{' : ','}${JSON.stringify(key)}:`);
  }

  read(bytes: Buffer, at: number): number {
    switch (bytes[at]) {
      case QUOTE:
        return this.#text(bytes, at + 1);
      case 0x7b:
      case 0x5b:
        return this.#part(bytes, at);
      case 0x6e:
        return this.#literal(bytes, at, nullBytes, null);
      case 0x74:
        return this.#literal(bytes, at, trueBytes, true);
      case 0x66:
        return this.#literal(bytes, at, falseBytes, false);
      default:
        return this.#number(bytes, at);
    }
  }

  #literal(bytes: Buffer, at: number, known: Uint8Array, value: Json): number {
    if (!isAt(bytes, at, known)) return -1;
    this.value = value;
    return at + known.length;
  }

  #text(bytes: Buffer, start: number): number {
    let hash = 0;
    let wide = 0;
    let end = start;
    for (; ; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) return this.#parsed(bytes, start - 1, endOfText(bytes, start - 1));
      // A control character is no JSON.
      if (byte < 0x20) return -1;
      wide |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.value = this.#textOf(bytes, start, end, { hash, isAscii: wide < 0x80 });
    return end + 1;
  }

  #textOf(
    bytes: Buffer,
    start: number,
    end: number,
    { hash, isAscii }: { readonly hash: number; readonly isAscii: boolean },
  ): string {
    const known = this.#texts?.[hash & (places - 1)];
    if (known?.hash === hash && known.bytes.length === end - start) {
      if (isAt(bytes, start, known.bytes)) {
        this.#found += 1;
        return known.text;
      }
    }
    const text = bytes.toString(isAscii ? 'latin1' : 'utf8', start, end);
    if (this.#texts === null) return text;
    this.#made += 1;
    if (this.#made > trial && this.#found < this.#made) this.#texts = null;
    else {
      const own = Uint8Array.from(bytes.subarray(start, end));
      this.#texts[hash & (places - 1)] = { hash, bytes: own, text };
    }
    return text;
  }

  #part(bytes: Buffer, at: number): number {
    for (const known of this.#parts) {
      if (!isAt(bytes, at, known.bytes)) continue;
      this.value = known.value;
      return at + known.bytes.length;
    }
    const end = this.#parsed(bytes, at, endOfPart(bytes, at));
    if (end >= 0 && this.#parts.length < mostParts && end - at <= longestPart) {
      const { value } = this;
      this.#parts.push({ bytes: Uint8Array.from(bytes.subarray(at, end)), value });
    }
    return end;
  }

  #number(bytes: Buffer, at: number): number {
    let end = at;
    while (end < bytes.length && numberBytes.includes(bytes[end] ?? 0)) end += 1;
    return this.#parsed(bytes, at, end);
  }

  /** What is rare, by the parser. */
  #parsed(bytes: Buffer, at: number, end: number): number {
    const value = end < 0 ? undefined : parseJson(bytes.toString('utf8', at, end));
    if (value === undefined) return -1;
    this.value = value;
    return end;
  }
}

const numberBytes = Buffer.from('0123456789+-.eE');
const nullBytes = Buffer.from('null');
const trueBytes = Buffer.from('true');
const falseBytes = Buffer.from('false');
