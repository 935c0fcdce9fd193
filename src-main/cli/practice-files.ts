import { failure, withOthers, type Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import { captureSchema } from '../../shared/tenant/capture';
import { checkSchema } from '../files/check-schema';
import { readUntrusted } from '../files/read-untrusted';
import { faultScriptSchema, parseFaults, type FaultScript } from '../practice-tenant/faults';
import {
  builtInScenarioIds,
  loadBuiltInScenario,
  parseScenario,
  type ScenarioInput,
} from '../practice-tenant/scenario';
import { scenarioSchema } from '../practice-tenant/scenario-schema';
import { usage } from './arguments';
import type { CliContext } from './context';
import { textOf } from './option-values';

/** `--scenario`: one the product carries, by its name, or a file. S02 when it was left out. */
export async function loadScenario(context: CliContext): Promise<Result<ScenarioInput, Failure>> {
  const name = textOf(context, 'scenario') ?? 'S02';
  const builtIn = builtInScenarioIds.find((id) => id === name.toUpperCase());
  if (builtIn !== undefined) return ok(loadBuiltInScenario(builtIn));
  const text = await readUntrusted(name, 'scenario', context.judge);
  if (!text.ok && text.failure.code === 'file/not-found') {
    const known = builtInScenarioIds.join(', ');
    return usage('cli_usage_no_scenario', name, null, context.output.language, known);
  }
  if (!text.ok) return text;
  const checked = checkSchema(scenarioSchema, text.value, {
    name: 'causeway-scenario/1',
    file: name,
  });
  if (!checked.ok) return checked;
  const parsed = parseScenario(text.value);
  return parsed.ok ? ok(parsed.value) : err(contradictions(name, parsed.errors));
}

/** `--capture`, as far as its shape goes; undefined when it was left out. */
export async function loadServedCapture(context: CliContext): Promise<Result<unknown, Failure>> {
  const path = textOf(context, 'capture');
  if (path === undefined) return ok(undefined);
  const text = await readUntrusted(path, 'capture', context.judge);
  if (!text.ok) return text;
  return checkSchema(captureSchema, text.value, { name: 'causeway-capture/1', file: path });
}

/** `--faults`; undefined when it was left out. A script need not say what it is. */
export async function loadFaults(
  context: CliContext,
): Promise<Result<FaultScript | undefined, Failure>> {
  const path = textOf(context, 'faults');
  if (path === undefined) return ok(undefined);
  const text = await readUntrusted(path, 'faults', context.judge);
  if (!text.ok) return text;
  const checked = checkSchema(faultScriptSchema, named(text.value), {
    name: 'causeway-faults/1',
    file: path,
  });
  if (!checked.ok) return checked;
  const parsed = parseFaults(checked.value);
  return parsed.ok ? parsed : err(contradictions(path, parsed.errors));
}

/** The text of a fault script with the name it may leave out. */
function named(text: string): string {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value) || value['schema'] !== undefined) return text;
  return JSON.stringify({ schema: 'causeway-faults/1', ...value });
}

/** `place: what is wrong`, as the practice tenant tells what no schema sees. */
function contradictions(file: string, errors: readonly string[]): Failure {
  const problems = errors.map((error) => {
    const [, place = '–', expected = error] = /^([^:]{1,200}): (.*)$/s.exec(error) ?? [];
    return failure('file/invalid', { file, place, expected });
  });
  return withOthers(problems) ?? failure('file/invalid', { file });
}
