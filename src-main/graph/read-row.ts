import type { FindingCode } from '../../shared/assess/finding-codes';
import type { SourceName } from '../../shared/tenant/snapshot';

/** The published limit a request is charged to (performance.md 1.1). */
export type ReadBucket = 'identity' | 'reports' | 'signInActivity' | 'conditionalAccess';

/** What a read tells, where it feeds more than some findings. */
export type Fact =
  | ('tenant' | 'operator' | 'licences' | 'federation' | 'accounts' | 'perUserMfa' | 'methods')
  | ('groups' | 'members' | 'roles' | 'methodsPolicy' | 'securityDefaults' | 'conditionalAccess')
  | 'rings'
  | ('locations' | 'strengths' | 'guestTrust' | 'signIns' | 'lastSignIn')
  | 'partnerRelationships'
  | 'what a step found, and what it left behind';

/** One GET this product makes. */
export interface ReadRow {
  /** Null: no section of the snapshot comes of it. */
  readonly source: SourceName | null;
  /** Version and path with the query as it is sent, encoded; `{…}`: what the caller puts there. */
  readonly url: string;
  /** Least delegated permission (domain.md 2). */
  readonly scope: string;
  readonly licence: 'none' | 'p1' | 'p2';
  readonly bucket: ReadBucket;
  /** Resource units of one request as it is sent: of one page, where there are more. */
  readonly cost: number;
  readonly feeds: readonly (FindingCode | Fact)[];
}

type Defaults = Pick<ReadRow, 'licence' | 'bucket' | 'cost'>;

/** A row; what is left out is the commonest: no licence, the identity limit, one unit. */
export function row<S extends SourceName | null>(
  source: S,
  url: string,
  given: Pick<ReadRow, 'scope' | 'feeds'> & Partial<Defaults>,
): ReadRow & { readonly source: S } {
  return { source, url, licence: 'none', bucket: 'identity', cost: 1, ...given };
}
