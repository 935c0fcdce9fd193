import type { Fetch, WriteFetch } from '../graph/fetch';

/** A proxy that asks who is there. Its realm is its own text. */
export interface ProxyAsk {
  readonly host: string;
  readonly port: number;
  readonly realm: string;
  /** It refused what it was given before. */
  readonly isAgain: boolean;
}

export interface ProxyCredentials {
  readonly name: string;
  readonly password: string;
}

/** What Electron's `login` event tells of whoever asks. */
export type Challenge = Omit<ProxyAsk, 'isAgain'> & { readonly isProxy: boolean };

/**
 * One request without token or body over one network session; true: an answer came through. Who asks
 * on the way is told to `challenged`, once per try; null gives up.
 */
export type Probe = (
  url: string,
  challenged: (challenge: Challenge) => Promise<ProxyCredentials | null>,
) => Promise<boolean>;

/** Whoever refused to answer is left alone for as long, or until something is pressed that asks anew. */
const quietMs = 60 * 60_000;
/** Chromium's words where a proxy wants to know who is there, or did not open a tunnel. */
const shutOut =
  /net::ERR_(TUNNEL_CONNECTION_FAILED|PROXY_AUTH_REQUESTED|UNEXPECTED_PROXY_AUTH|PROXY_AUTH_UNSUPPORTED)/;

/**
 * Signs in to the system's proxy. `session.fetch` answers no proxy itself, and tells nobody
 * (electron/electron#44249): a request of our own does, after which Chromium's session knows the
 * answer. Names and passwords stay in this process and go to the proxy that asked, no other host.
 */
export class ProxySignIn {
  readonly #known = new Map<string, ProxyCredentials>();
  #asking: Promise<unknown> = Promise.resolve();
  #quietUntil = 0;

  constructor(
    private readonly ask: (asked: ProxyAsk) => Promise<ProxyCredentials | null>,
    private readonly now: () => number,
  ) {}

  /** Reads: what a proxy shut out is sent once more, after somebody has answered it. */
  reads(fetch: Fetch, probe: Probe): Fetch {
    let opening: Promise<boolean> | null = null;
    return async (input, init) => {
      const first = await ended(fetch(input, init));
      if (!first.isShutOut) return first.result();
      // Many reads are shut out at once: one question is enough for all.
      opening ??= this.#open(probe, originOf(input)).finally(() => (opening = null));
      return (await unlessAborted(opening, init?.signal)) ? fetch(input, init) : first.result();
    };
  }

  /**
   * Writes leave once: where a proxy has asked, their session is let through before one leaves. A
   * write that is shut out all the same is not sent again; the next one asks the proxy first.
   */
  writes(fetch: Fetch, probe: Probe): WriteFetch {
    let isOpen = false;
    const send: Fetch = async (input, init) => {
      const sent = await ended(fetch(input, init));
      if (sent.isShutOut) isOpen = false;
      return sent.result();
    };
    const ready: WriteFetch['ready'] = async (url, signal) => {
      if (isOpen || this.#known.size === 0) return;
      isOpen = await unlessAborted(this.#open(probe, originOf(url)), signal);
    };
    return Object.assign(send, { ready });
  }

  /** Somebody pressed what needs the network: who refused before may be asked again. */
  heed(): void {
    this.#quietUntil = 0;
  }

  #open(probe: Probe, origin: string): Promise<boolean> {
    const given = new Map<string, ProxyCredentials>();
    return probe(`${origin}/`, (challenge) => {
      const place = `${challenge.host}:${String(challenge.port)}`;
      // SECURITY: no server behind the proxy ever gets what is for the proxy.
      if (!challenge.isProxy) return Promise.resolve(null);
      return this.#inTurn(async () => {
        const answer = await this.#answer(challenge, place, given.get(place));
        if (answer !== null) given.set(place, answer);
        return answer;
      });
    });
  }

  /** `refused`: what the proxy was given before and did not take; what came since may be right. */
  async #answer(
    { host, port, realm }: Challenge,
    place: string,
    refused: ProxyCredentials | undefined,
  ): Promise<ProxyCredentials | null> {
    const known = this.#known.get(place);
    if (known !== undefined && known !== refused) return known;
    this.#known.delete(place);
    if (this.now() < this.#quietUntil) return null;
    const given = await this.ask({ host, port, realm, isAgain: refused !== undefined });
    if (given === null) this.#quietUntil = this.now() + quietMs;
    else this.#known.set(place, given);
    return given;
  }

  /** One question at a time; the next one may find that it was answered. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#asking.then(work);
    this.#asking = turn.catch(() => undefined);
    return turn;
  }
}

/** How a request ended; `result` gives it back as it came. */
async function ended(
  request: Promise<Response>,
): Promise<{ readonly isShutOut: boolean; result(): Response }> {
  try {
    const response = await request;
    return { isShutOut: response.status === 407, result: () => response };
  } catch (error) {
    const result = (): never => {
      throw error;
    };
    return { isShutOut: error instanceof Error && shutOut.test(error.message), result };
  }
}

function originOf(input: Parameters<Fetch>[0]): string {
  return new URL(typeof input === 'string' ? input : 'url' in input ? input.url : input.href)
    .origin;
}

function unlessAborted(
  work: Promise<boolean>,
  signal: AbortSignal | null | undefined,
): Promise<boolean> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(false);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
