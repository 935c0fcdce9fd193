import type { JsonObject } from '../json';

/** Where it was done. */
export type AccessPlace = 'window' | 'cli';

/** A sign-in as it is recorded. */
export interface SignInNote {
  /** User name of the account; where only its id is known, that. */
  readonly by: string;
  readonly account: string;
  readonly tenant: string;
  /** `unknown`: its token does not tell. */
  readonly permission: 'read' | 'write' | 'unknown';
  /** The sign-in stays on this device after the program closes. */
  readonly isKept: boolean;
  /** `again`: the same account was asked about once more; `second`: only to approve. */
  readonly as: 'first' | 'again' | 'second';
  readonly from: AccessPlace;
}

/** Permissions a person gave to change the tenant. */
export interface PermissionNote {
  readonly by: string;
  readonly account: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly from: AccessPlace;
}

export const exportedThings = ['reports', 'log', 'kit', 'capture', 'programLog'] as const;
export type ExportedThing = (typeof exportedThings)[number];

/** An export as it is recorded: which files, and for whom. */
export interface ExportNote {
  readonly what: ExportedThing;
  /** Empty: nobody is signed in. */
  readonly by: string;
  readonly planHash: string | null;
  /** `sha256`: as the manifest says it; null: it has none there. */
  readonly files: readonly { readonly name: string; readonly sha256: string | null }[];
  readonly audience: string | null;
  readonly language: string | null;
  readonly namesHidden: boolean;
  readonly from: AccessPlace;
}

export function signInBody(note: SignInNote): JsonObject {
  return { ...note };
}

export function permissionBody({ scopes, ...note }: PermissionNote): JsonObject {
  return { ...note, permission: 'write', scopes: [...scopes] };
}

export function exportBody({ files, ...note }: ExportNote): JsonObject {
  return { ...note, files: files.map(({ name, sha256 }) => ({ name, sha256 })) };
}
