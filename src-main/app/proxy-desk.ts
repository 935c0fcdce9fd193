import type { ProxyAsk, ProxyCredentials } from './proxy-sign-in';

/** The one proxy that waits for an answer; the window shows it. */
export class ProxyDesk {
  #answer: ((given: ProxyCredentials | null) => void) | null = null;

  constructor(private readonly changed: (asked: ProxyAsk | null) => void) {}

  ask(asked: ProxyAsk): Promise<ProxyCredentials | null> {
    this.settle(null);
    return new Promise((resolve) => {
      this.#answer = resolve;
      const realm = asked.realm.replace(/[\p{C}]/gu, '').slice(0, 200);
      this.changed({ ...asked, host: asked.host.slice(0, 255), realm });
    });
  }

  /** Null: nobody wants to answer. */
  settle(given: ProxyCredentials | null): void {
    const answer = this.#answer;
    this.#answer = null;
    if (answer === null) return;
    this.changed(null);
    answer(given);
  }
}
