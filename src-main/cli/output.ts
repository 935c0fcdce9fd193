import type { Failure } from '../../shared/diagnostic';
import type { Language } from '../../shared/i18n/format';
import { jsonPieces } from '../../shared/json-pieces';
import { failureLines } from './views/failure-view';

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** A document as long as a tenant is written in pieces of about this many characters. */
const pieceLength = 1_000_000;

/** The voice of one command. With `--json`, standard output carries one JSON document alone. */
export class Output {
  readonly #streams: Streams;
  readonly #isJson: boolean;
  #progress = '';
  #saidAt = 0;

  constructor(
    streams: Streams,
    readonly language: Language,
    readonly zone: string,
    isJson: boolean,
    private readonly now: () => number,
  ) {
    this.#streams = streams;
    this.#isJson = isJson;
  }

  /** The result: the JSON document, or the lines a person reads. `json` may be ready text. */
  result(json: unknown, lines: () => readonly string[]): void {
    this.endProgress();
    const { out } = this.#streams;
    if (!this.#isJson) out.write(`${lines().map(visible).join('\n')}\n`);
    else if (typeof json === 'string') out.write(`${json.trimEnd()}\n`);
    else {
      let text = '';
      for (const piece of jsonPieces(json)) {
        text += piece;
        if (text.length < pieceLength) continue;
        out.write(text);
        text = '';
      }
      out.write(`${text}\n`);
    }
  }

  /** One line on standard output as it is. */
  line(text: string): void {
    this.#streams.out.write(`${text}\n`);
  }

  /** A line for the person at the keyboard. */
  note(text: string): void {
    this.endProgress();
    this.#streams.err.write(`${text}\n`);
  }

  /**
   * Progress: one line that is rewritten on a terminal. Elsewhere plain lines, those of kind
   * `often` no closer than two seconds.
   */
  progress(text: string, kind: 'often' | 'milestone' = 'often'): void {
    if (text === this.#progress) return;
    const isTerminal = this.#streams.err.isTTY === true;
    const isTooSoon = this.now() - this.#saidAt < 2_000;
    if (!isTerminal && kind === 'often' && isTooSoon) return;
    this.#progress = text;
    this.#saidAt = this.now();
    this.#streams.err.write(isTerminal ? `\r\u001b[K${visible(text)}` : `${visible(text)}\n`);
  }

  endProgress(): void {
    if (this.#progress !== '' && this.#streams.err.isTTY === true) this.#streams.err.write('\n');
    this.#progress = '';
  }

  /** What happened, why, what to do; then the code and what else is known. */
  failure(failure: Failure): void {
    this.note(failureLines(failure, this.language, this.zone).map(visible).join('\n'));
  }
}

/** Text from files and tenants may hold terminal escapes: nothing but line feeds and plain text. */
export function visible(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f) ? '�' : character;
    })
    .join('');
}
