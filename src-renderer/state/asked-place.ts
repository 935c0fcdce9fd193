/**
 * What the screen gone to opens, and gives the focus once: a question of Read data by its path, or
 * the first of some findings that is there, by its code.
 */
export class AskedPlace {
  #names: readonly string[] = [];

  /** None forgets what was asked for before. */
  ask(names: readonly string[]): void {
    this.#names = names;
  }

  /**
   * Whether this is what was asked for, among all that are there. Once; and not where somebody has
   * put the focus elsewhere while it was loading.
   */
  take(name: string, all: readonly string[] = [name]): boolean {
    if (this.#names.find((one) => all.includes(one)) !== name) return false;
    this.#names = [];
    const { activeElement } = document;
    return activeElement === null || activeElement.matches('body, h1');
  }
}
