import { failure, type Failure } from '../../shared/diagnostic';
import type { Step } from '../../shared/plan/step';
import { err, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import { evaluateGate } from './evaluate-gate';

/** Figures that stand for a person who could be harmed: no word opens these gates. */
const neverByWord: ReadonlySet<string> = new Set(['openBlockers', 'emergencyAccess']);

/**
 * A person's word on a gate that stays shut, beside the figure as it is now: somebody on leave may
 * not register for months. Blockers and emergency access are opened by nothing but being settled; a
 * share of registrations that could not be read is not known and opens nothing either. Report-only
 * results are read by the person in the portal, so there the word stands for the figure.
 */
export async function confirmGate(
  engine: Engine,
  run: Run,
  step: Step,
  asked: { readonly evidence: string; readonly by: string },
): Promise<Result<void, Failure>> {
  const figure = step.gate?.figure ?? '';
  if (neverByWord.has(figure)) {
    return err(failure('guardrail/refused', { step: step.id, expected: 'gateMet' }));
  }
  const judged = await evaluateGate(engine, run, step);
  if (!judged.ok) return judged;
  const { value } = judged.value;
  if (figure === 'registered' && value === null) {
    return err(failure('guardrail/refused', { step: step.id, expected: 'figureRead' }));
  }
  const entry = { stepId: step.id, item: null } as const;
  const dir = 'forward';
  return engine.log.append(
    { ...entry, type: 'gate', body: { dir, ...judged.value } },
    {
      ...entry,
      type: 'evidence',
      body: { dir, text: asked.evidence, by: asked.by, accounts: [] },
    },
    { ...entry, type: 'done', body: { dir, how: 'evidence' } },
  );
}
