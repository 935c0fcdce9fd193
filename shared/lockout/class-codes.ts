import type { Person } from '../assess/people';

/** A number for each text that was met, from 0 up. */
export class TextCodes {
  readonly #codes = new Map<string, number>();
  /** Most accounts have what the one before had. */
  #last: string | null = null;
  #lastCode = 0;

  of(text: string): number {
    if (text === this.#last) return this.#lastCode;
    let code = this.#codes.get(text);
    if (code === undefined) this.#codes.set(text, (code = this.#codes.size));
    this.#last = text;
    return (this.#lastCode = code);
  }
}

/** Lists remembered as they are, besides what they say: those of a plan from a file are all apart. */
const mostLists = 4_096;

/** A number for each list of names that says the same, null included. */
export class ListCodes {
  readonly #texts = new TextCodes();
  readonly #lists = new Map<readonly string[], number>();
  #last: readonly string[] | null = null;
  #lastCode = 0;

  of(list: readonly string[] | null): number {
    if (list === null) return this.#texts.of('null');
    if (list !== this.#last) {
      this.#lastCode = this.#codeOf(list);
      this.#last = list;
    }
    return this.#lastCode;
  }

  #codeOf(list: readonly string[]): number {
    const known = this.#lists.get(list);
    if (known !== undefined) return known;
    const code = this.#texts.of(JSON.stringify(list));
    if (this.#lists.size < mostLists) this.#lists.set(list, code);
    return code;
  }
}

/** A number for what is a person's own and decides verdicts, methods and per-user MFA apart. */
export class OwnCodes {
  readonly #kinds = new TextCodes();
  readonly #administrators = new TextCodes();

  of(person: Person): number {
    const kind = this.#kinds.of(person.kind);
    const administrator = this.#administrators.of(person.isGlobalAdministrator);
    const flags =
      (person.isExternalMember === true ? 1 : 0) |
      (person.isPerson ? 2 : 0) |
      (person.hasNoMethod ? 4 : 0) |
      (person.isGuest ? 8 : 0);
    return (kind * 8 + administrator) * 16 + flags;
  }
}
