import { closeSync, openSync, readSync } from 'node:fs';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import { captureResponseSchema } from '../../shared/tenant/capture';
import { checkCapture, invalid, sourceOf } from './capture-source';
import { Recordings } from './recordings';
import type { Source } from './source';

const byte = v.pipe(v.number(), v.integer(), v.minValue(0));
const partSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('answers'),
    answers: v.pipe(
      v.array(
        v.strictObject({ fields: v.unknown(), body: v.nullable(v.strictTuple([byte, byte])) }),
      ),
      v.maxLength(1_000),
    ),
  }),
  v.strictObject({ kind: v.literal('head'), fields: v.record(v.string(), v.unknown()) }),
]);

/** Answers of a capture may be so long (execution.md 7.1). */
const longestBody = 8 * 1024 * 1024;

/**
 * A capture file that another process has looked through: where each answer lies, not the answers.
 * What that process told is checked as if it were the file: it has read one nobody vouches for.
 */
export class IndexedCapture {
  readonly #recordings = new Recordings();
  #head: Readonly<Record<string, unknown>> = {};
  #count = 0;
  #fault: Failure | null = null;
  #handle: number | null = null;

  /** Answers told so far. */
  get found(): number {
    return this.#count;
  }

  /** A piece of the index, in order. */
  take(part: unknown): void {
    const parsed = v.safeParse(partSchema, part);
    if (!parsed.success) this.#fault ??= invalid('–', 'no_limit_excess');
    else if (parsed.output.kind === 'head') this.#head = parsed.output.fields;
    else for (const { fields, body } of parsed.output.answers) this.#add(fields, body);
  }

  #add(fields: unknown, body: readonly [number, number] | null): void {
    const at = this.#count;
    this.#count += 1;
    if (this.#fault !== null) return;
    const whole = body === null || !isObject(fields) ? fields : { ...fields, body: null };
    const parsed = v.safeParse(captureResponseSchema, whole, { abortEarly: true });
    if (!parsed.success) {
      const place = parsed.issues[0].path?.map((one) => String(one.key)).join('.');
      const at0 = `responses.${at}`;
      this.#fault = invalid(
        place === undefined ? at0 : `${at0}.${place}`,
        parsed.issues[0].message,
      );
      return;
    }
    const [start, end] = body ?? [0, 0];
    if (end <= start || end - start > longestBody) {
      this.#fault = invalid(`responses.${at}.body`, 'no_limit_excess');
      return;
    }
    const { url, status, headers = {} } = parsed.output;
    this.#recordings.add({ url, status, headers, body: () => this.#textAt(start, end) });
  }

  /** What is wrong with the file as a capture, once the index is whole; null: nothing. */
  check(): Failure | null {
    const head = checkCapture(this.#head);
    return head.ok ? this.#fault : head.failure;
  }

  /**
   * The source, over the file that was indexed: nobody else may change it. It holds the file open
   * until it is closed.
   */
  open(path: string): Result<Source, Failure> {
    const head = checkCapture(this.#head);
    if (!head.ok) return head;
    if (this.#fault !== null) return err(this.#fault);
    try {
      this.#handle = openSync(path, 'r');
    } catch {
      return err(failure('file/unreadable', { file: path, code: 'EIO' }));
    }
    return sourceOf(head.value, this.#recordings, () => this.#close());
  }

  #textAt(start: number, end: number): string {
    const bytes = Buffer.allocUnsafe(end - start);
    for (let done = 0; done < bytes.length;) {
      const left = bytes.length - done;
      const read =
        this.#handle === null ? 0 : readSync(this.#handle, bytes, done, left, start + done);
      // Cut off meanwhile: no JSON, which the reader takes for an answer it cannot use.
      if (read === 0) return '';
      done += read;
    }
    return bytes.toString('utf8');
  }

  #close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
