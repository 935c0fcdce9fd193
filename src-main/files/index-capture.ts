import { scanJson, type JsonFault, type JsonLimits, type JsonWatch } from './scan-json';

/** One recorded answer of a capture file without its body, and where that lies, in bytes. */
export interface IndexedAnswer {
  /** As it stands in the file, the body left out; what is too long for an address or a header: null. */
  readonly fields: unknown;
  /** First byte, and the byte after the last; null: there is none. */
  readonly body: readonly [start: number, end: number] | null;
}

/** A piece of what a capture file holds: some answers in their order, or what stands beside them. */
export type CapturePart =
  | { readonly kind: 'answers'; readonly answers: readonly IndexedAnswer[] }
  | { readonly kind: 'head'; readonly fields: Readonly<Record<string, unknown>> };

/** So many answers are told at once: taking them over holds nobody up. */
const partAnswers = 1_000;
const longestField = 65_536;

/**
 * Scans a capture file and tells what it holds but for the bodies of its answers, which are most of
 * it. The head comes last. Null: nothing is wrong. What was told of a faulty file counts for nothing.
 */
export function indexCapture(
  bytes: Uint8Array,
  limits: JsonLimits,
  tell: (part: CapturePart) => void,
): JsonFault | null {
  const indexer = new CaptureIndexer(bytes, tell);
  const fault = scanJson(bytes, limits, indexer) ?? wrongText(bytes);
  if (fault === null) indexer.end();
  return fault;
}

class CaptureIndexer implements JsonWatch {
  #head: Record<string, unknown> = {};
  #fields: Record<string, unknown> = {};
  #body: IndexedAnswer['body'] = null;
  #answers: IndexedAnswer[] = [];
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly tell: (part: CapturePart) => void,
  ) {}

  value(depth: number, path: readonly (string | number)[], start: number, end: number): void {
    const [first, , key] = path;
    const isAnswers = first === 'responses';
    if (depth === 2 && isAnswers) {
      if (key === 'body') this.#body = [start, end];
      else this.#fields[String(key)] = this.#valueAt(start, end);
    } else if (depth === 1 && isAnswers) {
      const isObject = this.bytes[start] === 0x7b;
      const fields = isObject ? this.#fields : this.#valueAt(start, end);
      this.#answers.push({ fields, body: this.#body });
      this.#fields = {};
      this.#body = null;
      if (this.#answers.length >= partAnswers) this.#tellAnswers();
    } else if (depth === 0) {
      const isList = isAnswers && this.bytes[start] === 0x5b;
      this.#head[String(first)] = isList ? [] : this.#valueAt(start, end);
    }
  }

  end(): void {
    this.#tellAnswers();
    this.tell({ kind: 'head', fields: this.#head });
  }

  #tellAnswers(): void {
    if (this.#answers.length === 0) return;
    this.tell({ kind: 'answers', answers: this.#answers });
    this.#answers = [];
  }

  #valueAt(start: number, end: number): unknown {
    if (end - start > longestField) return null;
    return JSON.parse(this.#decoder.decode(this.bytes.subarray(start, end)));
  }
}

const sliceBytes = 1_048_576;

/** Bytes that are no text: whoever reads a body would put other signs in their place. */
function wrongText(bytes: Uint8Array): JsonFault | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += sliceBytes) {
      decoder.decode(bytes.subarray(start, start + sliceBytes), { stream: true });
    }
    decoder.decode();
    return null;
  } catch {
    return { kind: 'syntax', place: '–', expected: 'utf8' };
  }
}
