import type { Person } from '../assess/people';

/** A number for each text that was met, from 0 up. */
export class TextCodes {
  readonly #codes = new Map<string, number>();

  of(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    this.#codes.set(text, code);
    return code;
  }
}

/** Lists remembered as they are, besides what they say: those of a plan from a file are all apart. */
const mostLists = 4_096;

/** A number for each list of names that says the same, null included. */
export class ListCodes {
  readonly #texts = new TextCodes();
  readonly #lists = new Map<readonly string[], number>();

  of(list: readonly string[] | null): number {
    if (list === null) return this.#texts.of('null');
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
