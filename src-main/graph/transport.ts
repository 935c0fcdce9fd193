import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';

/** One HTTP request. `url` is absolute and has passed the origin guard. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** `write` goes through the write lane (execution.md 6.2). Default: read. */
  readonly lane?: 'read' | 'write' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Header names are lower case. `body` is the whole text, at most 8 MB. */
export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The same as it came, where it came as bytes: `body` is then made when somebody asks. */
  readonly bytes?: Buffer;
}

export type SourceKind = 'https' | 'practice' | 'capture';

/**
 * The port below the Graph client: `https`, `practice` and `capture` implement it.
 * A failure means that no complete answer came; for a write the outcome is then unknown.
 */
export interface Transport {
  readonly kind: SourceKind;
  /** Scheme, host and port every request must have. */
  readonly origin: string;
  readonly canWrite: boolean;
  send(request: TransportRequest): Promise<Result<TransportResponse, Failure>>;
  /** What a write needs on its way is got before it leaves; it ends with `signal`. */
  readyToWrite?(url: string, signal: AbortSignal | undefined): Promise<void>;
  /** Whether a write leaves exactly once here (G14). Absent where nothing can be written. */
  isWriteSentOnce?(): Promise<boolean>;
}
