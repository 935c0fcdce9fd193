import path from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import { writeWhole } from '../files/plan-files';

/**
 * Writes the plan itself, named by its tenant's domain and the start of its hash. With names hidden
 * the file name says nothing about the tenant; what the plan holds cannot be hidden.
 */
export async function writePlanFile(
  directory: string,
  plan: Plan,
  { text, hideNames }: { readonly text: string; readonly hideNames: boolean },
): Promise<Result<{ name: string; bytes: number }, Failure>> {
  const domain = hideNames ? '' : plan.tenant.primaryDomain;
  const stem = domain.replace(/[^0-9A-Za-z.-]/g, '-') || 'plan';
  const name = `${stem}-${plan.planHash.slice(0, 8)}.causeway`;
  const written = await writeWhole(path.join(directory, name), text);
  return written.ok ? ok({ name, bytes: Buffer.byteLength(text) }) : written;
}
