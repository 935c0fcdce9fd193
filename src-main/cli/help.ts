import { m } from '../../shared/paraglide/messages.js';
import type { Language } from '../../shared/i18n/format';
import { messageOrKey } from '../../shared/i18n/message-text';
import type { HelpTopic } from './arguments';
import type { OptionSpec } from './command-option';
import { commandNames, commands, type CommandName } from './command-table';

/** The whole command line on one page, or one command in full. */
export function helpText(command: HelpTopic, language: Language): string {
  if (command === null) return overview(language);
  const names = command === 'fleet' ? (['fleet assess', 'fleet status'] as const) : [command];
  return names.map((name) => commandHelp(name, language)).join('\n\n');
}

function overview(language: Language): string {
  const options = { locale: language };
  const width = Math.max(...commandNames.map((name) => name.length));
  return [
    m.cli_about({}, options),
    '',
    m.cli_usage_line({}, options),
    '',
    ...commandNames.map(
      (name) => `  ${name.padEnd(width)}  ${messageOrKey(commands[name].about, {}, language)}`,
    ),
    '',
    m.cli_help_more({}, options),
    '',
    m.cli_help_token({}, options),
    m.cli_help_scopes({}, options),
    m.cli_help_streams({}, options),
    m.cli_help_exit({}, options),
  ].join('\n');
}

function commandHelp(name: CommandName, language: Language): string {
  const spec = commands[name];
  const typed = spec.options.map((option) => spelled(option));
  const width = Math.max(...typed.map((text) => text.length), 6);
  const lines = spec.options.map(
    (option, index) => `  ${(typed[index] ?? '').padEnd(width)}  ${optionText(option, language)}`,
  );
  return [
    `causeway ${name}: ${messageOrKey(spec.about, {}, language)}`,
    '',
    `  causeway ${name} ${spec.options.map((option) => synopsis(option, spec.oneOf ?? [])).join(' ')}`,
    '',
    ...lines,
    ...(spec.more === undefined
      ? []
      : ['', messageOrKey(spec.more, { left: '{', right: '}' }, language)]),
    '',
    m.cli_help_exit({}, { locale: language }),
  ].join('\n');
}

function spelled({ name, value }: OptionSpec): string {
  return value === null ? `--${name}` : `--${name} ${value}`;
}

function synopsis(option: OptionSpec, oneOf: readonly string[]): string {
  const text = spelled(option);
  if (option.required === true) return text;
  return oneOf.includes(option.name) ? `(${text})` : `[${text}]`;
}

function optionText(option: OptionSpec, language: Language): string {
  const text = messageOrKey(option.help, {}, language);
  return option.required === true
    ? `${text} ${m.cli_option_required({}, { locale: language })}`
    : text;
}
