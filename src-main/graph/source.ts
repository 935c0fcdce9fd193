import type { CloudName } from '../../shared/entra/cloud';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { Clock } from '../ports/clock';
import type { GraphClient } from './graph-client';
import type { PracticeControl } from './practice-control';
import type { SourceKind } from './transport';

/** A tenant to read from, and to write to where the kind allows. It owns origin and token (T12). */
export interface Source {
  readonly kind: SourceKind;
  readonly cloud: CloudName;
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly tenantId: string | null;
  readonly signedInUserId: string | null;
  /** Why nothing told who is signed in; left out: told, or nobody of this tenant is. */
  readonly signedInUnread?: UnreadReason;
  readonly practice: PracticeControl | null;
  /** How long the token is still good, in ms; null or absent: it is renewed, or does not tell. */
  readonly tokenLeftMs?: (() => number | null) | undefined;
  /** Lets go of what it holds open, where it holds something. */
  readonly close?: () => void;
}
