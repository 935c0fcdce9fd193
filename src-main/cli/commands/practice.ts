import { failure, type Failure } from '../../../shared/diagnostic';
import { messageText } from '../../../shared/i18n/message-text';
import { err, ok, type Result } from '../../../shared/result';
import {
  PracticeSourceError,
  startPracticeTenant,
  type PracticeOptions,
  type PracticeTenant,
} from '../../practice-tenant/server';
import { usage } from '../arguments';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { choiceOf, numberOf, textOf } from '../option-values';
import { loadFaults, loadScenario, loadServedCapture } from '../practice-files';

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
    const word = `--port ${options.port ?? 0}`;
    const { language } = context.output;
    if (code === 'EADDRINUSE') {
      return usage('cli_usage_port_taken', word, null, language);
    }
    const reason = messageText(`system_code_${code.toLowerCase()}`, { code }, language) ?? code;
    return err(failure('input/usage', { detail: `${word}: ${reason}` }));
  }
}

async function practiceOptions(context: CliContext): Promise<Result<PracticeOptions, Failure>> {
  const users = numberOf(context, 'users', { least: 1, most: 1_000_000 });
  if (!users.ok) return users;
  const port = numberOf(context, 'port', { most: 65_535 });
  if (!port.ok) return port;
  const latency = numberOf(context, 'latency', { most: 600_000 });
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
    ...(faults.value === undefined ? {} : { faults: faults.value }),
  });
}

/** A capture, a scenario, or with `--users` alone a tenant made up for that many people. */
async function loadTenant(
  context: CliContext,
  isGenerated: boolean,
): Promise<Result<Pick<PracticeOptions, 'scenario' | 'capture'>, Failure>> {
  const capture = await loadServedCapture(context);
  if (!capture.ok) return capture;
  if (capture.value !== undefined) return ok({ capture: capture.value });
  if (isGenerated && !context.options.has('scenario')) return ok({});
  const scenario = await loadScenario(context);
  return scenario.ok ? ok({ scenario: scenario.value }) : scenario;
}
