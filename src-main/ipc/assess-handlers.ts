import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { readRecords } from '../../shared/people/read-records';
import { answerPeopleList, answerPerson } from '../workspace/answer-people';
import type { Host } from '../workspace/host';
import { capturedTenant } from '../workspace/captured-tenant';
import { keepPeopleView, peopleViewOf } from '../workspace/people-places';
import { acceptFinding, chooseForFinding } from '../workspace/record-choice';
import { buildFiledFindings, buildFindingsView } from '../workspace/findings-view';
import { listPlanPeople, viewPlanPerson } from '../workspace/plan-people';
import type { Assessed, PlanningInput } from '../workspace/planning';
import { readingMeta } from '../workspace/reading-meta';
import { countReportOnly } from '../workspace/report-only';
import { readAnsweredGroups } from '../workspace/read-answered-groups';
import { draftsOf, problemsOf, saveAnswers, unansweredOf } from '../workspace/save-answers';
import { buildTodayView } from '../workspace/today-view';
import { suggestionsFor } from '../workspace/suggestions-view';
import type { Workspace } from '../workspace/workspace';
import { filedPlan } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

type Names =
  | `answers.${'get' | 'save' | 'suggest'}`
  | 'today.get'
  | `people.${'list' | 'get' | 'records' | 'getView' | 'keepView'}`
  | `findings.${'list' | 'accept' | 'choose'}`
  | 'thinking.cancel';

interface Ready {
  readonly workspace: Workspace;
  readonly input: PlanningInput;
  readonly assessed: Assessed;
}

/** The workspace with its snapshot assessed, or the failure to answer with. */
export function assessedWorkspace(host: Host): Result<Ready, Failure> {
  const workspace = host.opened();
  if (!workspace.ok) return workspace;
  const input = workspace.value.planningInput();
  if (!input.ok) return input;
  const assessed = workspace.value.planning.assessed(input.value);
  if (!assessed.ok) return assessed;
  return ok({ workspace: workspace.value, input: input.value, assessed: assessed.value });
}

/** The same once a large tenant was assessed beside this process, which goes on answering. */
export async function assessedSoon(host: Host): Promise<Result<Ready, Failure>> {
  const workspace = host.opened();
  const input = workspace.ok ? workspace.value.planningInput() : workspace;
  if (!workspace.ok || !input.ok) return assessedWorkspace(host);
  const prepared = await workspace.value.planning.prepare('assessed', input.value);
  return prepared.ok ? assessedWorkspace(host) : prepared;
}

/** What was answered, who is concerned, what was found. */
export function createAssessHandlers(host: Host): Pick<ServedHandlers, Names> {
  const findings = async () => {
    const filed = await filedPlan(host);
    if (filed !== null) return filed.ok ? ok(buildFiledFindings(filed.value.plan)) : filed;
    const ready = await assessedSoon(host);
    if (!ready.ok) return ready;
    const { workspace, input, assessed } = ready.value;
    return ok(buildFindingsView(assessed, input.choices, workspace.planning.planAtHand(input)));
  };
  return {
    'answers.get': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const answers = workspace.value.store.answers.get();
      const unanswered = await unansweredOf(workspace.value, answers);
      const problems = problemsOf(workspace.value, answers);
      const drafts = draftsOf(workspace.value);
      return ok({ answers, unanswered, problems, drafts });
    },
    'answers.save': async ({ answers, drafts }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const saved = await saveAnswers(workspace.value, answers, drafts);
      if (saved.ok) {
        host.tell();
        // Answered at once; whom a group names is known a moment later.
        void readAnsweredGroups(workspace.value).then((hasChanged) => {
          if (hasChanged) host.tell();
        });
      }
      return saved;
    },
    'answers.suggest': () => {
      const workspace = host.opened();
      return Promise.resolve(workspace.ok ? ok(suggestionsFor(workspace.value)) : workspace);
    },
    'today.get': async () => {
      const ready = await assessedSoon(host);
      if (!ready.ok) return ready;
      const { workspace, input, assessed } = ready.value;
      const view = buildTodayView({
        ...assessed,
        ...{ snapshot: input.snapshot, answers: input.answers },
        reportOnly: countReportOnly(input, assessed),
      });
      workspace.update({
        ...readingMeta(assessed, input.snapshot),
        ...capturedTenant(workspace.meta, assessed.assessment, input.snapshot),
      });
      return ok(view);
    },
    'people.getView': ({ place }) => {
      const workspace = host.opened();
      return Promise.resolve(
        workspace.ok ? ok(peopleViewOf(workspace.value.store, place)) : workspace,
      );
    },
    'people.keepView': ({ place, view }) => {
      const workspace = host.opened();
      if (!workspace.ok) return Promise.resolve(workspace);
      const kept = keepPeopleView(workspace.value.store, place, view);
      return Promise.resolve(kept.ok ? ok({}) : kept);
    },
    'people.list': async (query) => {
      const filed = await filedPlan(host);
      if (filed !== null) {
        return filed.ok
          ? listPlanPeople(filed.value.workspace.people, filed.value.plan, query)
          : filed;
      }
      const workspace = host.opened();
      return workspace.ok ? answerPeopleList(workspace.value, query) : workspace;
    },
    'people.get': async (input) => {
      const filed = await filedPlan(host);
      if (filed !== null) return filed.ok ? viewPlanPerson(filed.value.plan, input.userId) : filed;
      const ready = await assessedSoon(host);
      if (!ready.ok) return ready;
      const { workspace } = ready.value;
      const prepared = input.withPlan
        ? await workspace.planning.prepare('plan', ready.value.input)
        : ok(undefined);
      if (!prepared.ok) return prepared;
      return answerPerson(workspace, ready.value.input, input);
    },
    'people.records': async ({ userId }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const input = workspace.value.planningInput();
      if (!input.ok) return input;
      const { snapshot } = input.value;
      const records = readRecords(snapshot, userId).map((one) => ({
        ...one,
        fields: one.fields.map((field) => ({ ...field })),
      }));
      return ok({ readAt: snapshot.takenAt, records });
    },
    'thinking.cancel': () => {
      const workspace = host.opened();
      if (workspace.ok) {
        workspace.value.planning.cancel();
        workspace.value.filed.cancel();
      }
      return Promise.resolve(workspace.ok ? ok({}) : workspace);
    },
    'findings.list': () => findings(),
    'findings.accept': async (input) => {
      const ready = await assessedSoon(host);
      if (!ready.ok) return ready;
      const accepted = acceptFinding(ready.value.workspace, ready.value.assessed, input);
      return accepted.ok ? findings() : accepted;
    },
    'findings.choose': async (input) => {
      const ready = await assessedSoon(host);
      if (!ready.ok) return ready;
      const chosen = chooseForFinding(ready.value.workspace, ready.value.assessed, input);
      return chosen.ok ? findings() : chosen;
    },
  };
}
