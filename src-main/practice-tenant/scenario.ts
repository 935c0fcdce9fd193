import * as v from 'valibot';
import { parseJson } from './json';
import { scenarioSchema, type Scenario, type TenantInput } from './scenario-schema';
import bakery from './scenarios/S01.json';
import fortyUsers from './scenarios/S02.json';
import operatorAtRisk from './scenarios/S12.json';
import throttledReads from './scenarios/S14.json';
import tenDaysOld from './scenarios/S18.json';

export type ScenarioInput = Scenario;
export type ParsedScenario = { ok: true; value: Scenario } | { ok: false; errors: string[] };
export type BuiltInScenarioId = 'S01' | 'S02' | 'S12' | 'S14' | 'S18';

const builtIn: Record<BuiltInScenarioId, unknown> = {
  S01: bakery,
  S02: fortyUsers,
  S12: operatorAtRisk,
  S14: throttledReads,
  S18: tenDaysOld,
};

export const builtInScenarioIds = Object.keys(builtIn) as BuiltInScenarioId[];

/** Reads a `causeway-scenario/1` document. Errors name the place and what was expected there. */
export function parseScenario(text: string): ParsedScenario {
  const json = parseJson(text);
  if (json === undefined) return { ok: false, errors: ['not JSON'] };
  return checkScenario(json);
}

/** A scenario the product carries; undefined when it has none of this name. */
export function loadBuiltInScenario(id: BuiltInScenarioId): Scenario;
export function loadBuiltInScenario(id: string): Scenario | undefined;
export function loadBuiltInScenario(id: string): Scenario | undefined {
  if (!isBuiltIn(id)) return undefined;
  const parsed = checkScenario(builtIn[id]);
  if (!parsed.ok) throw new Error(`built-in scenario ${id}: ${parsed.errors.join('; ')}`);
  return parsed.value;
}

/**
 * The tenant of a scenario and the instant it stands at; a snapshot scenario is the tenant it is a
 * snapshot of, on the day it was read. Null: no single tenant, or a snapshot of one that is not ours.
 */
export function tenantOf(scenario: Scenario): { input: TenantInput; asOf: string } | null {
  const { input, asOf } = scenario;
  if (input.kind === 'tenant') return { input, asOf: `${asOf}T12:00:00Z` };
  const of = input.kind === 'snapshot' ? loadBuiltInScenario(input.of) : undefined;
  if (input.kind !== 'snapshot' || of?.input.kind !== 'tenant') return null;
  return { input: of.input, asOf: input.takenAt };
}

function isBuiltIn(id: string): id is BuiltInScenarioId {
  return Object.hasOwn(builtIn, id);
}

function checkScenario(json: unknown): ParsedScenario {
  const parsed = v.safeParse(scenarioSchema, json);
  if (!parsed.success) {
    return { ok: false, errors: parsed.issues.map(describe) };
  }
  const { input } = parsed.output;
  const errors =
    input.kind === 'tenant'
      ? findContradictions(input)
      : input.kind === 'fleet'
        ? input.tenants.flatMap((tenant) =>
            tenant.access === 'ok'
              ? findContradictions({ ...tenant, kind: 'tenant' }).map((e) => `${tenant.name}: ${e}`)
              : [],
          )
        : [];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: parsed.output };
}

function describe(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'document'}: ${issue.message}`;
}

/** What a schema cannot see: names that point nowhere, doubled ids, sums that do not add up. */
function findContradictions(input: Omit<TenantInput, 'kind'> & { kind: 'tenant' }): string[] {
  const errors: string[] = [];
  const cohortIds = new Set<string>();
  for (const cohort of input.cohorts) {
    if (cohortIds.has(cohort.id)) errors.push(`cohorts: ${cohort.id} appears twice`);
    cohortIds.add(cohort.id);
  }
  const groupNames = new Set(input.groups.map((group) => group.name));
  const known = (place: string, names: string[] | undefined, set: Set<string>): void => {
    for (const name of names ?? []) if (!set.has(name)) errors.push(`${place}: no ${name}`);
  };
  for (const cohort of input.cohorts) known(`cohort ${cohort.id}`, cohort.groups, groupNames);
  for (const group of input.groups) known(`group ${group.name}`, group.memberGroups, groupNames);
  for (const policy of input.conditionalAccess) {
    const { users } = policy;
    known(`policy ${policy.name}`, users.includeGroups, groupNames);
    known(`policy ${policy.name}`, users.excludeGroups, groupNames);
    known(`policy ${policy.name}`, users.includeCohorts, cohortIds);
    known(`policy ${policy.name}`, users.excludeCohorts, cohortIds);
  }
  const targets = new Set([...groupNames, 'all_users']);
  for (const [id, method] of Object.entries(input.amp.methods)) {
    known(`amp.methods.${id}`, method.includeTargets, targets);
    known(`amp.methods.${id}`, method.excludeTargets, targets);
  }
  for (const rollout of input.stagedRollout ?? []) {
    known(`stagedRollout ${rollout.name}`, rollout.groups, groupNames);
  }
  const {
    userMethods = [],
    perUserMfaStates = [],
    policies = [],
  } = input.graph?.unrecognised ?? {};
  const policyNames = new Set(input.conditionalAccess.map((policy) => policy.name));
  const cohorts = [...userMethods, ...perUserMfaStates].map((one) => one.cohort);
  known('graph.unrecognised', cohorts, cohortIds);
  known(
    'graph.unrecognised.policies',
    policies.map((one) => one.policy),
    policyNames,
  );
  const { cohort } = input.operator;
  if (cohort !== null && !cohortIds.has(cohort)) errors.push(`operator: no cohort ${cohort}`);
  errors.push(...checkPopulation(input));
  return errors;
}

function checkPopulation(input: Omit<TenantInput, 'kind'>): string[] {
  const { population } = input;
  if (population === undefined) return [];
  const sum = (pick: (cohort: TenantInput['cohorts'][number]) => boolean): number =>
    input.cohorts.filter(pick).reduce((total, cohort) => total + cohort.count, 0);
  const errors: string[] = [];
  const compare = (place: string, told: number, found: number): void => {
    if (told !== found) errors.push(`population.${place}: says ${told}, cohorts sum to ${found}`);
  };
  compare(
    'total',
    population.total,
    sum(() => true),
  );
  for (const state of ['enforced', 'enabled'] as const) {
    const found = sum((cohort) => cohort.perUserMfa === state);
    compare(`perUserMfa.${state}`, population.perUserMfa[state], found);
  }
  return errors;
}
