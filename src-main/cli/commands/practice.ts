import { failure, type Failure } from '../../../shared/diagnostic';
import { err, ok, type Result } from '../../../shared/result';
import { readUntrusted } from '../../files/read-untrusted';
import { parseFaults, type FaultScript } from '../../practice-tenant/faults';
import {
  builtInScenarioIds,
  loadBuiltInScenario,
  parseScenario,
  type ScenarioInput,
} from '../../practice-tenant/scenario';
import {
  PracticeSourceError,
  startPracticeTenant,
  type PracticeOptions,
  type PracticeTenant,
} from '../../practice-tenant/server';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { choiceOf, numberOf, textOf } from '../option-values';

/** Serves a practice tenant until it is stopped. The first line on standard output is JSON. */
export const runPractice: Command = async (context) => {
  const options = await practiceOptions(context);
  if (!options.ok) return options;
  const started = await start(options.value, context);
  if (!started.ok) return started;
  const { graphUrl, authority, tenantId, token } = started.value;
  const line = { schema: 'causeway-practice/1', graphUrl, authority, tenantId, token };
  context.output.line(JSON.stringify(line));
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    context.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await started.value.close();
  return ok(exitCodes.done);
};

async function start(
  options: PracticeOptions,
  context: CliContext,
): Promise<Result<PracticeTenant, Failure>> {
  const file = textOf(context, 'scenario') ?? textOf(context, 'capture') ?? '–';
  try {
    return ok(await startPracticeTenant(options));
  } catch (error) {
    if (error instanceof PracticeSourceError) {
      return err(failure('file/invalid', { file, place: '–', expected: error.message }));
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    const detail = `--port ${options.port ?? 0}: ${code}`;
    return err(failure('input/usage', { detail }));
  }
}

async function practiceOptions(context: CliContext): Promise<Result<PracticeOptions, Failure>> {
  const users = numberOf(context, 'users', 200_000);
  if (!users.ok) return users;
  const port = numberOf(context, 'port', 65_535);
  if (!port.ok) return port;
  const latency = numberOf(context, 'latency', 600_000);
  if (!latency.ok) return latency;
  const throttle = choiceOf(context, 'throttle', ['real', 'off'] as const);
  if (!throttle.ok) return throttle;
  const faults = await loadFaults(context);
  if (!faults.ok) return faults;
  const tenant = await loadTenant(context, users.value !== undefined);
  if (!tenant.ok) return tenant;
  return ok({
    ...tenant.value,
    ...(users.value === undefined ? {} : { users: users.value }),
    ...(port.value === undefined ? {} : { port: port.value }),
    ...(latency.value === undefined ? {} : { latencyMs: latency.value }),
    ...(throttle.value === undefined ? {} : { throttle: throttle.value }),
    ...(faults.value === null ? {} : { faults: faults.value }),
  });
}

async function loadTenant(
  context: CliContext,
  isGenerated: boolean,
): Promise<Result<Pick<PracticeOptions, 'scenario' | 'capture'>, Failure>> {
  const capture = textOf(context, 'capture');
  if (capture !== undefined) {
    const text = await readUntrusted(capture, 'capture', context.judge);
    return text.ok
      ? ok({ capture: JSON.parse(text.value.replace(/^\uFEFF/, '')) as unknown })
      : text;
  }
  const name = textOf(context, 'scenario');
  if (name === undefined)
    return isGenerated ? ok({}) : ok({ scenario: loadBuiltInScenario('S02') });
  const builtIn = builtInScenarioIds.find((id) => id === name.toUpperCase());
  if (builtIn !== undefined) return ok({ scenario: loadBuiltInScenario(builtIn) });
  return loadScenarioFile(context, name);
}

async function loadScenarioFile(
  context: CliContext,
  path: string,
): Promise<Result<{ scenario: ScenarioInput }, Failure>> {
  const text = await readUntrusted(path, 'scenario', context.judge);
  if (!text.ok) return text;
  const parsed = parseScenario(text.value);
  if (parsed.ok) return ok({ scenario: parsed.value });
  return err(invalid(path, parsed.errors));
}

async function loadFaults(context: CliContext): Promise<Result<FaultScript | null, Failure>> {
  const path = textOf(context, 'faults');
  if (path === undefined) return ok(null);
  const text = await readUntrusted(path, 'faults', context.judge);
  if (!text.ok) return text;
  const parsed = parseFaults(JSON.parse(text.value.replace(/^\uFEFF/, '')));
  return parsed.ok ? parsed : err(invalid(path, parsed.errors));
}

function invalid(file: string, errors: readonly string[]): Failure {
  return failure('file/invalid', { file, place: '–', expected: errors[0] ?? '–' });
}
