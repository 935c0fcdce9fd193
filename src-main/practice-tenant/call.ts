import type { Answer } from './answer';
import type { Directory } from './directory';
import type { Json } from './json';

export type Version = 'v1.0' | 'beta';
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/** Who asks, as the bearer token says. */
export interface Actor {
  readonly id: string;
  readonly upn: string;
  readonly scopes: ReadonlySet<string>;
}

/** One request to Graph, alone or as a part of a batch. */
export interface Call {
  readonly version: Version;
  readonly method: Method;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Json | undefined;
  readonly actor: Actor;
  /** This server, e.g. http://127.0.0.1:50123 */
  readonly origin: string;
  /** Service root of the asked version, e.g. http://127.0.0.1:50123/v1.0 */
  readonly root: string;
  readonly directory: Directory;
  readonly inBatch: boolean;
  /** A change from outside: past the product, past permissions, not past the service's rules. */
  readonly external: boolean;
}

export type Bucket = 'identity' | 'reports' | 'conditionalAccess' | 'none';

export interface Route {
  readonly method: Method;
  /** Below the version, e.g. /users/{id}/authentication/methods */
  readonly path: string;
  readonly versions?: readonly Version[];
  /** Any one of these delegated permissions suffices; none: a valid token is enough. */
  readonly scopes?: readonly string[];
  readonly bucket?: Bucket;
  /** Resource units of throttling-limits; 1 unless told. */
  readonly units?: number;
  readonly handle: (call: Call) => Answer;
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
