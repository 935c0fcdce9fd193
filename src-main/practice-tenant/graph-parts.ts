import type { Actor } from './call';
import type { ConsentRefusals } from './consent-refusals';
import type { Directory } from './directory';
import type { Faults } from './faults';
import type { Json } from './json';
import type { PracticeLog } from './practice-log';
import type { ScriptedThrottle, Throttle } from './throttle';
import type { Traffic } from './traffic';

export interface GraphRequest {
  readonly method: string;
  /** Path with version, and query: /v1.0/users?$top=5 */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  /** undefined: no body; null text that is not JSON never gets here. */
  readonly body: Json | undefined;
  /** Undefined: the bearer token was missing or is not ours. */
  readonly actor: Actor | undefined;
  readonly inBatch: boolean;
  readonly external: boolean;
}

export interface GraphParts {
  readonly directory: Directory;
  readonly traffic: Traffic;
  readonly faults: Faults;
  /** Undefined: throttling off. */
  readonly throttle: Throttle | undefined;
  readonly scripted: ScriptedThrottle | undefined;
  readonly refusals: ConsentRefusals;
  readonly origin: string;
  /** Where changes are kept, so that the tenant can be opened again as it was. */
  readonly log: PracticeLog | undefined;
}
