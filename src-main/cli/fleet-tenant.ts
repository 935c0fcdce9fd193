import type { Assessment } from '../../shared/assess/assessment';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import { decodeClaims } from '../auth/token-claims';
import type { FleetEntry } from '../fleet/load-tenants';
import type { SharedLimits } from '../fleet/shared-limits';
import { isSuccess, toFailure } from '../graph/graph-error';
import { reads } from '../graph/reads';
import type { Source } from '../graph/source';
import { readOnce } from '../rollout/read-once';
import { assessReading } from './assess-reading';
import { bugOf } from './bug-of';
import type { CliContext } from './context';
import { loadAnswers, loadChoices } from './load-files';
import { missingScopeNotes } from './note-missing-scopes';
import { withSession } from './session';
import { openTenant } from './sources';

/** A tenant with its documents, as `assess` alone would be given them. */
export interface FleetJob {
  readonly entry: FleetEntry;
  readonly context: CliContext;
  readonly answers: Answers | null;
  readonly choices: Choices;
  /** Changes with everything the assessment is made of beside the tenant. */
  readonly input: string;
}

/** The entry's documents. Failures: the first of a file that cannot be used. */
export async function prepareJob(
  context: CliContext,
  entry: FleetEntry,
): Promise<Result<FleetJob, Failure>> {
  const words = [
    ['graph-url', entry.graphUrl],
    ['cloud', entry.cloud],
    ...(entry.answers === null ? [] : [['answers', entry.answers] as const]),
    ...(entry.choices === null ? [] : [['choices', entry.choices] as const]),
  ] as const;
  const token = entry.tokenEnv === null ? null : context.takeToken(entry.tokenEnv);
  const own: CliContext = { ...context, options: new Map(words), token };
  const answers = await loadAnswers(own);
  if (!answers.ok) return answers;
  const choices = await loadChoices(own);
  if (!choices.ok) return choices;
  const { tenantId, cloud, graphUrl } = entry;
  const { language } = context.output;
  const made = { tenantId, cloud, graphUrl, language };
  const documents = { answers: answers.value, choices: choices.value };
  const input = context.sha256(JSON.stringify({ ...made, ...documents }));
  return ok({ entry, context: own, ...documents, input });
}

/** What a run tells of a tenant while it is read. */
export interface FleetListener {
  /** Accounts read so far. */
  readonly onUsers: (count: number) => void;
  /** A sentence per permission to read that the token lacks. */
  readonly onLacking: (notes: readonly string[]) => void;
}

/**
 * One tenant of many, as `assess` judges it; nothing it does reaches another. Nothing is sent without
 * a token that may be this tenant's.
 */
export async function assessJob(
  job: FleetJob,
  limits: SharedLimits,
  listener: FleetListener,
): Promise<Result<Assessment, Failure>> {
  try {
    return await assessTenant(job, limits, listener);
  } catch (error) {
    return err(bugOf(error, job.context.randomId()));
  }
}

async function assessTenant(
  { entry, context, answers, choices }: FleetJob,
  limits: SharedLimits,
  listener: FleetListener,
): Promise<Result<Assessment, Failure>> {
  const { token } = context;
  const code = `tokenEnv: ${entry.tokenEnv ?? '–'}`;
  if (token === null) return err(failure('auth/consent-missing', { code }));
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return err(failure('graph/unauthorized', { status: '–', code }));
  }
  const claims = decodeClaims(token);
  const other = mismatch(entry, claims?.tid);
  if (other !== null) return err(other);
  const shared = limits.of(entry.cloud, claims?.appid);
  const source = await openTenant(context, entry.graphUrl, undefined, shared);
  if (!source.ok) return source;
  const { tenantId } = source.value;
  // An opaque token, and a tenant that does not say which it is: it could be any.
  if (tenantId === null && claims?.tid === undefined) return err(await untold(source.value));
  const answered = mismatch(entry, tenantId);
  if (answered !== null) return err(answered);
  const snapshot = await readOnce(source.value, {
    answers,
    choices,
    signal: context.signal,
    onProgress: ({ users }) => listener.onUsers(users),
    sha256: context.sha256,
  });
  if (!snapshot.ok) return snapshot;
  listener.onLacking(missingScopeNotes(context, snapshot.value));
  const nowAt = new Date(await source.value.clock.serverNow()).toISOString();
  const read = { snapshot: snapshot.value, nowAt, isOffline: false };
  const reading = withSession(context, ok(read));
  if (!reading.ok) return reading;
  if (reading.value.session.isConsentMissing === true) {
    return err(failure('auth/consent-missing', { code: '403' }));
  }
  const assessed = assessReading(context, { answers, choices }, reading.value);
  if (!assessed.ok) return assessed;
  const { assessment } = assessed.value;
  const found = mismatch(entry, assessment.tenant.id);
  return found === null ? ok(assessment) : err(found);
}

/** Why a tenant does not say which one it is. */
async function untold({ graph }: Source): Promise<Failure> {
  const got = await graph.get(reads.organization.url);
  if (!got.ok) return got.failure;
  const { status } = got.value;
  if (status === 403) return failure('auth/consent-missing', { code: '/organization' });
  return isSuccess(status)
    ? failure('graph/malformed', { code: '/organization' })
    : toFailure(got.value);
}

function mismatch({ tenantId }: FleetEntry, actual: string | null | undefined): Failure | null {
  if (actual === null || actual === undefined || actual.toLowerCase() === tenantId) return null;
  return failure('auth/tenant-mismatch', { expected: tenantId, actual });
}
