import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { Judge } from '../files/judge-file';
import type { Options } from './arguments';
import type { ExitCode } from './exit-codes';
import type { Output } from './output';

/** What every command is given. Nothing here reaches for the process. */
export interface CliContext {
  readonly options: Options;
  readonly output: Output;
  /** Access token, already gone from the environment; null when it was not set. */
  readonly token: string | null;
  /** The token another variable holds, gone from the environment after that; null: not set. */
  readonly takeToken: (variable: string) => string | null;
  /** Fires on Ctrl+C and SIGTERM: stop at the next safe boundary. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sha256: (text: string) => string;
  readonly randomId: () => string;
  readonly judge: Judge;
  readonly appVersion: string;
}

export type Command = (context: CliContext) => Promise<Result<ExitCode, Failure>>;
