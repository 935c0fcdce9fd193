import path from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { planPieces } from '../../shared/plan/plan-file';
import { ok, type Result } from '../../shared/result';
import { writePieces } from '../files/plan-files';

/**
 * Writes the plan itself in pieces, named by its tenant's domain and the start of its hash. With names hidden
 * the file name says nothing about the tenant; what the plan holds cannot be hidden.
 */
export async function writePlanFile(
  directory: string,
  plan: Plan,
  { hideNames }: { readonly hideNames: boolean },
): Promise<Result<{ name: string; bytes: number }, Failure>> {
  const domain = hideNames ? '' : plan.tenant.primaryDomain;
  const stem = domain.replace(/[^0-9A-Za-z.-]/g, '-') || 'plan';
  const name = `${stem}-${plan.planHash.slice(0, 8)}.causeway`;
  let bytes = 0;
  const begin = (): Iterable<string> => {
    bytes = 0;
    return planPieces(plan);
  };
  const written = await writePieces(path.join(directory, name), begin, (part) => {
    bytes += part.length;
  });
  return written.ok ? ok({ name, bytes }) : written;
}
