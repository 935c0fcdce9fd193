import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { practiceTenants } from '../../shared/ipc/practice-tenants';
import { isJsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import { answersSchema, type Answers } from '../../shared/tenant/answer';
import { openPracticeLog } from '../practice-tenant/practice-log';
import { loadBuiltInScenario, tenantOf } from '../practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../practice-tenant/server';
import { tenantIdOf } from '../practice-tenant/tenant-ids';
import type { HostPorts } from './host-ports';

/** The answers a built-in scenario carries; null where it has none. */
export function practiceAnswers(scenarioName: string): Answers | null {
  const scenario = loadBuiltInScenario(scenarioName);
  if (scenario?.input.kind !== 'tenant') return null;
  const parsed = v.safeParse(answersSchema, scenario.input.answers);
  return parsed.success ? parsed.output : null;
}

const names = new Map<string, string>();

/** What the tenant of a built-in scenario is called; the scenario's own name where it has none. */
export function practiceName(scenarioName: string): string {
  const known = names.get(scenarioName);
  if (known !== undefined) return known;
  const scenario = loadBuiltInScenario(scenarioName);
  const name = (scenario && tenantOf(scenario)?.input.tenant.name) ?? scenarioName;
  names.set(scenarioName, name);
  return name;
}

/** The practice tenant of this id, among those the window offers; null: there is none. */
export function practiceOf(tenantId: string): string | null {
  const isIt = (name: string): boolean => {
    const scenario = loadBuiltInScenario(name);
    const of = scenario === undefined ? null : tenantOf(scenario);
    return of !== null && tenantIdOf(of.input.tenant.initialDomain) === tenantId.toLowerCase();
  };
  return practiceTenants.find(isIt) ?? null;
}

/** The registration report of a tenant is up to this much behind. */
const reportBehindMs = 36 * 3_600_000;

/** A practice tenant this process serves for one workspace; what happened to it outlives the process. */
export class PracticeHost {
  private constructor(
    readonly tenant: PracticeTenant,
    private readonly ports: Pick<HostPorts, 'practiceStarted' | 'practiceStopped' | 'fetchFor'>,
  ) {}

  /** Starts the scenario and repeats what was done to it before, from the log beside the database. */
  static async start(
    scenarioName: string,
    logFile: string,
    ports: Pick<HostPorts, 'practiceStarted' | 'practiceStopped' | 'fetchFor'>,
  ): Promise<Result<PracticeHost, Failure>> {
    const scenario = loadBuiltInScenario(scenarioName);
    if (scenario === undefined) return err(failure('file/not-found', { file: scenarioName }));
    const log = openPracticeLog(logFile);
    const tenant = await startPracticeTenant({ scenario, log });
    ports.practiceStarted(tenant.graphUrl);
    return ok(new PracticeHost(tenant, ports));
  }

  /** Two emergency access accounts with security keys, as a person would set them up; made once. */
  async createEmergencyAccess(): Promise<Result<{ upns: string[] }, Failure>> {
    const answer = await this.#post('emergency-access', {});
    if (!answer.ok) return answer;
    const upns = isJsonObject(answer.value) ? answer.value['upns'] : [];
    return ok({ upns: Array.isArray(upns) ? upns.map(String) : [] });
  }

  /**
   * People register Microsoft Authenticator; with no ids, everybody who still needs a method. With
   * `isReportAwaited` so much of the tenant's time passes that the next reading shows it; a rollout
   * needs none, because its gates ask each person's own methods.
   */
  async registerPeople(
    userIds: readonly string[],
    isReportAwaited: boolean,
  ): Promise<Result<{ registered: number }, Failure>> {
    const answer = await this.#post('register-people', { users: [...userIds] });
    if (!answer.ok) return answer;
    const passed = isReportAwaited
      ? await this.#post('clock', { advanceMs: reportBehindMs })
      : ok(null);
    if (!passed.ok) return passed;
    const registered = isJsonObject(answer.value) ? answer.value['registered'] : 0;
    return ok({ registered: typeof registered === 'number' ? registered : 0 });
  }

  /** Nobody signs in with these accounts any more, as the admin center's Block sign-in does it. */
  async blockSignIn(userIds: readonly string[]): Promise<Result<{ blocked: number }, Failure>> {
    const answer = await this.#post('block-sign-in', { users: [...userIds] });
    if (!answer.ok) return answer;
    const blocked = isJsonObject(answer.value) ? answer.value['blocked'] : 0;
    return ok({ blocked: typeof blocked === 'number' ? blocked : 0 });
  }

  async close(): Promise<void> {
    this.ports.practiceStopped(this.tenant.graphUrl);
    await this.tenant.close();
  }

  async #post(name: string, body: object): Promise<Result<unknown, Failure>> {
    try {
      const response = await this.ports.fetchFor('practice')(
        `${this.tenant.graphUrl}/_practice/${name}`,
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        },
      );
      if (!response.ok)
        return err(failure('graph/bad-request', { status: String(response.status), code: name }));
      return ok(await response.json());
    } catch {
      return err(failure('graph/network', { code: name }));
    }
  }
}
