import type { Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import { parseArguments } from './arguments';
import { bugOf } from './bug-of';
import type { CommandName } from './command-table';
import { runApply } from './commands/apply';
import { runApprove } from './commands/approve';
import { runAssess } from './commands/assess';
import { runCapture } from './commands/capture';
import { runCollector } from './commands/collector';
import { runConfirm } from './commands/confirm';
import { runExport } from './commands/export';
import { runFleetAssess } from './commands/fleet-assess';
import { runFleetStatus } from './commands/fleet-status';
import { runGroups } from './commands/groups';
import { runJournal } from './commands/journal';
import { runNeeds } from './commands/needs';
import { runPlan } from './commands/plan';
import { runPractice } from './commands/practice';
import { runResume } from './commands/resume';
import { runRollback } from './commands/rollback';
import { runSettle } from './commands/settle';
import { runRehearse } from './commands/rehearse';
import { runSimulate } from './commands/simulate';
import { runStatus } from './commands/status';
import { runStop } from './commands/stop';
import type { CliContext, Command } from './context';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes';
import { helpText } from './help';
import { languageOf } from './language';
import { approveOf, choiceOf } from './option-values';
import { Output, type Streams } from './output';

const runners: Readonly<Record<CommandName, Command>> = {
  practice: runPractice,
  capture: runCapture,
  collector: runCollector,
  needs: runNeeds,
  assess: runAssess,
  plan: runPlan,
  simulate: runSimulate,
  rehearse: runRehearse,
  export: runExport,
  approve: runApprove,
  apply: runApply,
  status: runStatus,
  journal: runJournal,
  resume: runResume,
  rollback: runRollback,
  confirm: runConfirm,
  settle: runSettle,
  groups: runGroups,
  stop: runStop,
  'fleet assess': runFleetAssess,
  'fleet status': runFleetStatus,
};

export interface CliEnvironment extends Omit<CliContext, 'options' | 'output'> {
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  readonly zone: string;
}

/** One run of the command line, from words to exit code. Exceptions are bugs: exit 1, redacted. */
export async function runCli(environment: CliEnvironment): Promise<ExitCode> {
  const { words, streams, zone } = environment;
  const language = languageOf(words, environment.variables);
  const output = new Output(streams, language, zone, words.includes('--json'), environment.now);
  const invocation = parseArguments(words, language);
  if (!invocation.ok) return fail(invocation.failure, output);
  switch (invocation.value.kind) {
    case 'help':
      output.line(helpText(invocation.value.command, language));
      return exitCodes.done;
    case 'version':
      output.line(environment.appVersion);
      return exitCodes.done;
    case 'run': {
      const context: CliContext = { ...environment, options: invocation.value.options, output };
      const { command } = invocation.value;
      const asked = choiceOf(
        context,
        'lang',
        command === 'export' ? ['en', 'ja', 'both'] : ['en', 'ja'],
      );
      if (!asked.ok) return fail(asked.failure, output);
      const approved = approveOf(context);
      if (!approved.ok) return fail(approved.failure, output);
      const result = await runSafely(runners[command], context);
      output.endProgress();
      return result.ok ? result.value : fail(result.failure, output);
    }
  }
}

async function runSafely(
  command: Command,
  context: CliContext,
): Promise<Result<ExitCode, Failure>> {
  try {
    return await command(context);
  } catch (error) {
    return err(bugOf(error, context.randomId()));
  }
}

function fail(given: Failure, output: Output): ExitCode {
  output.failure(given);
  return exitCodeOf(given);
}
