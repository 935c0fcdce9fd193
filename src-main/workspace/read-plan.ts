import { readFileSync } from 'node:fs';
import { failure, type Failure } from '../../shared/diagnostic';
import { simulatePlan } from '../../shared/lockout/simulate-lockout';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { parsePlanFile } from '../files/parse-plan-file';
import { sha256 } from '../files/sha256';
import { systemCode } from '../files/system-code';

/** A plan of a file with what it does to people. */
export interface ReadPlan {
  /** Without the approvals the file carries: here it is a proposal. */
  readonly plan: Plan;
  readonly simulation: Simulation;
  /** How many approvals were dropped. */
  readonly approvals: number;
}

/**
 * Reads a plan file that was judged apart. Failures: those of files, with its path.
 * @param tell hears before people are simulated, of how many accounts
 */
export function readPlan(
  path: string,
  tell: (users: number) => void = () => undefined,
): Result<ReadPlan, Failure> {
  const text = textOf(path);
  if (!text.ok) return text;
  const parsed = parsePlanFile(text.value, path, sha256);
  if (!parsed.ok) return parsed;
  // SECURITY: an approval counts where it was given; a file says of itself what it likes.
  const { approvals = [], ...envelope } = parsed.value.envelope;
  const plan = { ...parsed.value, envelope };
  tell(plan.people.length);
  return ok({ plan, simulation: simulatePlan(plan), approvals: approvals.length });
}

function textOf(path: string): Result<string, Failure> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = systemCode(error);
    return err(
      code === 'ENOENT'
        ? failure('file/not-found', { file: path })
        : failure('file/unreadable', { file: path, code }),
    );
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err(failure('file/not-json', { file: path, place: '–', expected: 'utf8' }));
  }
}
