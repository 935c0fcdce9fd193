import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import type { FakeApi } from '../fixtures/fake-api';
import { answerPlanCalls } from '../fixtures/fake-plan';
import { changeViews } from '../fixtures/plan-variants';
import { planViews, type PlanViews } from '../fixtures/plan-views';
import type { RolloutMoment } from '../fixtures/rollout-states';
import { renderApp } from './render-with-app';

let known: PlanViews | null = null;

/** What the product makes of S02; made once per file. */
export function s02Plan(): PlanViews {
  return (known ??= planViews('S02'));
}

interface PlanOptions {
  readonly moment?: RolloutMoment;
  /** A state of `plan-variants.ts`. */
  readonly state?: string;
  readonly prepare?: (api: FakeApi) => void;
}

/** A screen from Findings to Activity log, over the product's own views of S02. */
export function renderPlan(screen: ScreenName, options: PlanOptions = {}): Promise<FakeApi> {
  return renderApp(
    screen,
    (api) => {
      answerPlanCalls(api, changeViews(s02Plan(), options.state ?? ''), options.moment);
      options.prepare?.(api);
    },
    { reached: [...screenNames] },
  );
}

/** A step on the Roll out screen, by its id in the plan. */
export function stepOf(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#step-${id}`);
  if (found === null) throw new Error(`no step ${id}`);
  return found;
}
