/** What partners (GDAP) have to do with this tenant, for the record: no finding depends on it. */
export interface PartnerFacts {
  /**
   * Where the tenant is a partner's own: relationships with customers by status, and how many
   * customers its people can act for now. Null: not read. Left out: it is no partner's.
   */
  readonly customers?: {
    readonly reached: number;
    readonly byStatus: Readonly<Record<string, number>>;
  } | null;
  /** The signed-in account is no user of this tenant: a partner's, or it could not be told. */
  readonly isSignedInFromOutside: boolean;
  /**
   * Policies, on or reporting, that reach people of a partner who act here, or may. They are users
   * of type serviceProvider. Null: policies were not read.
   */
  readonly policies:
    | readonly {
        readonly id: string;
        readonly displayName: string;
        readonly state: 'enabled' | 'reportOnly';
      }[]
    | null;
}
