import { isWide, isWordByte, letters } from './json-bytes';
import { placeOf } from './json-place';
import { isPlainName } from './name-characters';

/** Bounds of one file (execution.md 7.1). Bytes are UTF-8 bytes. */
export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxStringBytes: number;
  /** Entries of one list or object. */
  readonly maxEntries: number;
}

/** The first thing wrong with a file. `place`: path and line; `expected`: a term of the catalogue. */
export interface JsonFault {
  readonly kind: 'syntax' | 'limit' | 'content';
  readonly place: string;
  readonly expected: string;
}

/**
 * Lists and objects a file may hold beside one for every 16 bytes: brackets alone cost the reader
 * twenty times what they cost the writer. The product's own files have one for every 40 and more.
 */
const freeContainers = 100_000;
const bytesPerContainer = 16;

/** Fields shown as names: an unseen direction character there could disguise an account. */
const nameKeys = new Set(['name', 'displayName', 'userPrincipalName', 'upn', 'by', 'owner']);
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);
const literals = ['true', 'false', 'null'];
const numberPattern = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const longestScalar = 64;
/** Longer texts are decoded in one call: many short ones cost more that way than letter by letter. */
const shortText = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Told where values lie, by bytes: of fields, and of entries of lists. Depth 0 is the whole text. */
export interface JsonWatch {
  /** A field of an object this deep, or an entry of a list. `path` ends with its key; it changes. */
  value(depth: number, path: readonly (string | number)[], start: number, end: number): void;
}

/**
 * Walks JSON text without building it: grammar, depth, lengths, duplicate and forbidden keys, half
 * surrogate pairs, names that hold control or direction characters. Null: nothing is wrong.
 */
export function scanJson(
  bytes: Uint8Array,
  limits: JsonLimits,
  watch: JsonWatch | null = null,
): JsonFault | null {
  return new JsonScanner(bytes, limits, watch).scan();
}

/** One walk over one file. Every method gives false once a fault is recorded. */
class JsonScanner {
  #at = 0;
  #containers = 0;
  #fault: JsonFault | null = null;
  readonly #path: (string | number)[] = [];
  readonly #bytes: Uint8Array;
  readonly #mostContainers: number;
  readonly #simpleBytes: number;
  readonly #limits: JsonLimits;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(
    bytes: Uint8Array,
    limits: JsonLimits,
    private readonly watch: JsonWatch | null,
  ) {
    this.#bytes = bytes;
    this.#mostContainers = freeContainers + bytes.length / bytesPerContainer;
    this.#limits = limits;
    this.#simpleBytes = Math.min(shortText, limits.maxStringBytes);
  }

  scan(): JsonFault | null {
    if (isWide(this.#bytes)) return { kind: 'syntax', place: '1:1', expected: 'utf8' };
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#at = 3;
    if (this.#at === this.#bytes.length) {
      return { kind: 'syntax', place: '1:1', expected: 'nonempty_file' };
    }
    if (!this.#value(0, false)) return this.#fault;
    this.#skipSpace();
    if (this.#at < this.#bytes.length) this.#stop('syntax', 'end_of_file');
    return this.#fault;
  }

  #value(depth: number, isName: boolean): boolean {
    this.#skipSpace();
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return this.#stop('syntax', 'value');
    if (byte === 0x7b || byte === 0x5b) {
      this.#containers += 1;
      const isTooMany = this.#containers > this.#mostContainers;
      if (isTooMany || depth >= this.#limits.maxDepth)
        return this.#stop('limit', 'no_limit_excess');
      return byte === 0x7b ? this.#object(depth) : this.#list(depth);
    }
    if (byte === QUOTE) return this.#text(isName) !== null;
    return this.#scalar();
  }

  /** A value inside an object or a list of this depth. */
  #member(depth: number, isName: boolean): boolean {
    this.#skipSpace();
    const start = this.#at;
    if (!this.#value(depth + 1, isName)) return false;
    this.watch?.value(depth, this.#path, start, this.#at);
    this.#path.pop();
    return true;
  }

  #object(depth: number): boolean {
    this.#at += 1;
    if (this.#isNext(0x7d)) return true;
    const keys = new Set<string>();
    for (;;) {
      this.#skipSpace();
      if (this.#bytes[this.#at] !== QUOTE) return this.#stop('syntax', 'text');
      const key = this.#text(true);
      if (key === null) return false;
      this.#path.push(key);
      if (forbiddenKeys.has(key)) return this.#stop('content', 'safe_key');
      if (keys.has(key)) return this.#stop('content', 'unique_key');
      keys.add(key);
      if (keys.size > this.#limits.maxEntries) return this.#stop('limit', 'no_limit_excess');
      if (!this.#isNext(COLON)) return this.#stop('syntax', '":"');
      if (!this.#member(depth, nameKeys.has(key))) return false;
      if (this.#isNext(0x7d)) return true;
      if (!this.#isNext(COMMA)) return this.#stop('syntax', '("," | "}")');
    }
  }

  #list(depth: number): boolean {
    this.#at += 1;
    if (this.#isNext(0x5d)) return true;
    for (let index = 0; ; index += 1) {
      this.#path.push(index);
      if (index >= this.#limits.maxEntries) return this.#stop('limit', 'no_limit_excess');
      if (!this.#member(depth, false)) return false;
      if (this.#isNext(0x5d)) return true;
      if (!this.#isNext(COMMA)) return this.#stop('syntax', '("," | "]")');
    }
  }

  /** Reads a string; its value only where a name needs looking at, otherwise an empty text. */
  #text(isName: boolean): string | null {
    const start = this.#at;
    let hasEscape = false;
    let isAscii = true;
    for (let at = start + 1; ; at += 1) {
      const byte = this.#bytes[at];
      if (byte === undefined || byte < 0x20) {
        this.#at = Math.min(at, this.#bytes.length);
        this.#stop('syntax', 'no_control_character');
        return null;
      }
      if (byte > 0x7e) isAscii = false;
      if (byte === BACKSLASH) {
        hasEscape = true;
        at += 1;
      }
      if (byte === QUOTE) {
        this.#at = at + 1;
        // Printable ASCII is plain by itself: nothing to decode, nothing to look at.
        const isSimple = isAscii && !hasEscape && at - start - 1 <= this.#simpleBytes;
        if (isSimple) return isName ? letters(this.#bytes, start + 1, at) : '';
        return this.#textValue(start, isName, hasEscape);
      }
    }
  }

  #textValue(start: number, isName: boolean, hasEscape: boolean): string | null {
    const raw = this.#bytes.subarray(start, this.#at);
    if (raw.length - 2 > this.#limits.maxStringBytes) {
      this.#stop('limit', `<=${this.#limits.maxStringBytes}`);
      return null;
    }
    if (!isName && !hasEscape) return '';
    const value = this.#decoded(raw);
    if (value === null) {
      this.#stop('syntax', 'text');
      return null;
    }
    // Half a surrogate pair, which only an escape can spell: no such text can be written or hashed.
    if (hasEscape && /\p{Surrogate}/u.test(value)) {
      this.#stop('content', 'utf8');
      return null;
    }
    if (!isName || isPlainName(value)) return value;
    this.#stop('content', 'plain_name');
    return null;
  }

  #decoded(raw: Uint8Array): string | null {
    try {
      const value: unknown = JSON.parse(this.#decoder.decode(raw));
      return typeof value === 'string' ? value : null;
    } catch {
      return null;
    }
  }

  #scalar(): boolean {
    const start = this.#at;
    while (this.#at - start < longestScalar && isWordByte(this.#bytes[this.#at])) this.#at += 1;
    const word = letters(this.#bytes, start, this.#at);
    if (literals.includes(word)) return true;
    const isNumber = numberPattern.test(word);
    // JSON has no infinity, yet 1e999 spells one: no such number can be written or hashed.
    if (isNumber && Number.isFinite(Number(word))) return true;
    const isCut = this.#at >= this.#bytes.length;
    this.#at = start;
    if (isNumber) return this.#stop('content', 'finite_number');
    return this.#stop('syntax', isCut && word !== '' ? 'whole_file' : 'value');
  }

  #isNext(byte: number): boolean {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const byte = this.#bytes[this.#at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
    }
  }

  #stop(kind: JsonFault['kind'], expected: string): false {
    const isCut = kind === 'syntax' && this.#at >= this.#bytes.length;
    this.#fault = {
      kind,
      place: placeOf(this.#bytes, this.#at, this.#path),
      expected: isCut ? 'whole_file' : expected,
    };
    return false;
  }
}
