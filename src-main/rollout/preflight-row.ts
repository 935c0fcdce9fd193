import type { GuardVerdict } from './rollout-types';

/** One guard's verdict, as screens and the command line show it. */
export interface PreflightRow {
  readonly guard: string;
  readonly verdict: GuardVerdict['verdict'];
  readonly detail: { readonly key: string; readonly values: Readonly<Record<string, string>> };
}

export function toRow({ guard, verdict, failure: reason }: GuardVerdict): PreflightRow {
  const key =
    reason === null
      ? `guard_${guard.toLowerCase()}`
      : `failure_${reason.code.replace(/[/-]/g, '_')}_what`;
  return { guard, verdict, detail: { key, values: reason?.values ?? {} } };
}
