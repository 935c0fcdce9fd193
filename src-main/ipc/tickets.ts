/**
 * What a ticket allows: one act, on one approved plan of one tenant, from one window. A deletion names
 * the workspace instead, and what was found there.
 */
export interface TicketBinding {
  readonly tenantId: string;
  readonly planHash: string;
  readonly act: 'start' | 'rollBack' | 'resume' | 'stop' | 'group' | 'delete';
  /** Ring, step or group the act is about; null: the whole rollout. */
  readonly target: string | null;
  readonly windowId: number;
  /** Must be typed; empty: none is needed. */
  readonly phrase: string;
}

export interface TicketClaim {
  readonly ticket: string;
  readonly planHash: string;
  readonly windowId: number;
  readonly phrase: string;
  /** Acts the called name stands for. */
  readonly acts: readonly TicketBinding['act'][];
}

export interface TicketPorts {
  /** Cryptographically random bytes. */
  randomBytes(count: number): Uint8Array;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export type TicketVerdict =
  | { readonly kind: 'redeemed'; readonly binding: TicketBinding }
  | { readonly kind: 'refused'; readonly reason: 'unknown' | 'expired' | 'other' | 'phrase' };

const lifeMs = 300_000;
const mostOpen = 32;

/** Single-use leave for a commit (execution.md 4.1): 256 bits, five minutes, once. */
export class Tickets {
  readonly #ports: TicketPorts;
  readonly #open = new Map<string, { readonly binding: TicketBinding; readonly until: number }>();

  constructor(ports: TicketPorts) {
    this.#ports = ports;
  }

  /** Called only behind main's own summary of the act, made from main's own plan. */
  mint(binding: TicketBinding): string {
    this.#forgetExpired();
    const ticket = Buffer.from(this.#ports.randomBytes(32)).toString('base64url');
    this.#open.set(ticket, { binding: { ...binding }, until: this.#ports.now() + lifeMs });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= mostOpen) {
        break;
      }
      this.#open.delete(oldest);
    }
    return ticket;
  }

  /**
   * A ticket shown for anything but its own act is spent. Only a mistyped phrase leaves it
   * valid: that is a person correcting a letter.
   */
  redeem(claim: TicketClaim): TicketVerdict {
    const found = this.#open.get(claim.ticket);
    if (!found) {
      return { kind: 'refused', reason: 'unknown' };
    }
    if (this.#ports.now() >= found.until) {
      this.#open.delete(claim.ticket);
      return { kind: 'refused', reason: 'expired' };
    }
    const { binding } = found;
    const isOther =
      binding.planHash !== claim.planHash ||
      binding.windowId !== claim.windowId ||
      !claim.acts.includes(binding.act);
    if (isOther) {
      this.#open.delete(claim.ticket);
      return { kind: 'refused', reason: 'other' };
    }
    if (binding.phrase !== '' && fold(claim.phrase) !== fold(binding.phrase)) {
      return { kind: 'refused', reason: 'phrase' };
    }
    this.#open.delete(claim.ticket);
    return { kind: 'redeemed', binding };
  }

  /** What an open ticket is about; undefined: there is none. It stays open. */
  targetOf(ticket: string): string | null | undefined {
    return this.#open.get(ticket)?.binding.target;
  }

  /** Every open ticket ends: the plan changed, the account signed out, the page reloaded. */
  voidAll(): void {
    this.#open.clear();
  }

  #forgetExpired(): void {
    for (const [ticket, { until }] of this.#open) {
      if (this.#ports.now() >= until) {
        this.#open.delete(ticket);
      }
    }
  }
}

/** Full-width digits and letters count as their plain forms (NFKC). */
function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ');
}
