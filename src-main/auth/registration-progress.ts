import { failure, type Failure } from '../../shared/diagnostic';
import {
  registrationSteps,
  type RegistrationStep,
  type RegistrationVerdict,
  type RegistrationView,
} from '../../shared/ipc/registration-contract';
import { scopesMissing } from './scopes-missing';

type Found = 'granted' | 'missing' | 'unknown';

/** Before anything was looked at. */
export function nothingChecked(scopes: readonly string[]): RegistrationView {
  return {
    ...{ about: null, state: 'idle' },
    steps: registrationSteps.map((name) => ({ name, state: 'waiting', failure: null })),
    ...{ granted: [], missing: [], unknown: [], unasked: [...scopes], second: null },
  };
}

/** What a view says of its own registration. */
export function verdictOf(view: RegistrationVerdict): RegistrationVerdict {
  const { steps, granted, missing, unknown, unasked } = view;
  return { steps, granted, missing, unknown, unasked };
}

/** The verdict of one that nobody came to. */
export function notReached(verdict: RegistrationVerdict | null): RegistrationVerdict | null {
  if (verdict === null) return null;
  return { ...verdict, steps: verdict.steps.map((step) => ({ ...step, state: 'notReached' })) };
}

/** A check that broke off at the step it was at; a verdict that was reached stays. */
export function brokenOff(last: RegistrationView, reason: Failure): RegistrationView {
  if (last.state === 'done') return last;
  const isSecond = last.second !== null && last.steps.every(({ state }) => isSettled(state));
  if (last.second !== null && isSecond) {
    const second = { ...last.second, steps: brokenSteps(last.second.steps, reason) };
    return { ...last, state: 'done', second };
  }
  return { ...last, state: 'done', steps: brokenSteps(last.steps, reason) };
}

function isSettled(state: RegistrationView['steps'][number]['state']): boolean {
  return state !== 'waiting' && state !== 'running';
}

function brokenSteps(all: RegistrationView['steps'], reason: Failure): RegistrationView['steps'] {
  const at = all.findIndex((step) => step.state === 'running');
  return all.map((step, place): RegistrationView['steps'][number] => {
    if (place === Math.max(at, 0)) return { ...step, state: 'failed', failure: reason };
    return place < at ? step : { ...step, state: 'notReached' };
  });
}

/** Keeps the view of a check, and tells every change of it. */
export class RegistrationProgress {
  #view: RegistrationView;

  constructor(
    scopes: readonly string[],
    private readonly changed: (view: RegistrationView) => void,
  ) {
    this.#view = { ...nothingChecked(scopes), state: 'running' };
  }

  /** What came before it is done. */
  begin(step: RegistrationStep): void {
    const at = registrationSteps.indexOf(step);
    this.#setSteps((name, before) => {
      const place = registrationSteps.indexOf(name);
      if (place === at) return { state: 'running', failure: null };
      return place < at ? { state: 'ok', failure: null } : before;
    });
  }

  settle(scope: string, found: Found): void {
    const view = this.#view;
    this.#set({
      ...view,
      [found]: [...view[found], scope],
      unasked: view.unasked.filter((one) => one !== scope),
    });
  }

  /** Ends the check at a step; those after it are not reached. */
  fail(step: RegistrationStep, reason: Failure): RegistrationView {
    const at = registrationSteps.indexOf(step);
    this.#setSteps((name, before) => {
      const place = registrationSteps.indexOf(name);
      if (place === at) return { state: 'failed', failure: reason };
      return place < at ? { state: 'ok', failure: null } : { ...before, state: 'notReached' };
    });
    return this.#set({ ...this.#view, state: 'done' });
  }

  /** All was asked: good only where every permission was given, and nothing else was said. */
  finish(said?: Failure): RegistrationView {
    const { missing, unknown } = this.#view;
    const [first] = unknown;
    if (first !== undefined) {
      return this.fail('permissions', failure('auth/unknown-scope', { code: first, trace: '–' }));
    }
    if (missing.length > 0) return this.fail('permissions', scopesMissing(missing));
    if (said !== undefined) return this.fail('permissions', said);
    this.#setSteps(() => ({ state: 'ok', failure: null }));
    return this.#set({ ...this.#view, state: 'done' });
  }

  #setSteps(
    change: (
      name: RegistrationStep,
      before: RegistrationView['steps'][number],
    ) => Pick<RegistrationView['steps'][number], 'state' | 'failure'>,
  ): void {
    const steps = this.#view.steps.map((step) => ({ name: step.name, ...change(step.name, step) }));
    this.#set({ ...this.#view, steps });
  }

  #set(view: RegistrationView): RegistrationView {
    this.#view = view;
    this.changed(view);
    return view;
  }
}
