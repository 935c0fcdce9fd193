import { failure, type Failure } from '../../shared/diagnostic';
import { messageOrKey } from '../../shared/i18n/message-text';
import type { Language } from '../../shared/i18n/format';
import { err, ok, type Result } from '../../shared/result';
import type { CommandSpec } from './command-option';
import { commandNames, commands, type CommandName } from './command-table';
import { nearest } from '../files/nearest';

/** What a page of help is about: one command, the two of `fleet`, or null: all. */
export type HelpTopic = CommandName | 'fleet' | null;

/** What was asked for: a command with its options, or a page of help. */
export type Invocation =
  | { readonly kind: 'help'; readonly command: HelpTopic }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: CommandName; readonly options: Options };

/** Options as typed. A switch that was given is `true`. */
export type Options = ReadonlyMap<string, string | true>;

/** Command-line words to a typed invocation; input/usage names the word and the nearest known one. */
export function parseArguments(
  words: readonly string[],
  language: Language,
): Result<Invocation, Failure> {
  const [first] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const about = words.slice(1);
    if (about[0] === undefined || about[0].startsWith('-')) {
      return ok({ kind: 'help', command: null });
    }
    const named = commandOf(about, language);
    return named.ok ? ok({ kind: 'help', command: named.value.command }) : named;
  }
  if (first === '--version') return ok({ kind: 'version' });
  const named = commandOf(words, language);
  if (!named.ok) return named;
  const { command, rest } = named.value;
  if (rest.includes('--help') || rest.includes('-h')) return ok({ kind: 'help', command });
  if (command === 'fleet') return usage('cli_usage_fleet', command, null, language);
  const options = readOptions(commands[command], rest, language);
  return options.ok ? ok({ kind: 'run', command, options: options.value }) : options;
}

interface Named {
  readonly command: CommandName | 'fleet';
  readonly rest: readonly string[];
}

/** The command the words begin with: of two words where the first alone is none. */
function commandOf(words: readonly string[], language: Language): Result<Named, Failure> {
  const [first = '', second = ''] = words;
  const two = commandNames.find((name) => name === `${first} ${second}`);
  if (two !== undefined) return ok({ command: two, rest: words.slice(2) });
  const isFleet = first === 'fleet' && (second === '' || second.startsWith('-'));
  const one = isFleet ? first : commandNames.find((name) => name === first);
  if (one !== undefined) return ok({ command: one, rest: words.slice(1) });
  const both = `${first} ${second}`;
  const word = first === 'fleet' ? both : first;
  const near = nearest(word, commandNames) ?? nearest(both, commandNames);
  return usage('cli_usage_unknown_command', word, near, language);
}

function readOptions(
  spec: CommandSpec,
  words: readonly string[],
  language: Language,
): Result<Options, Failure> {
  const options = new Map<string, string | true>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '') return usage('cli_usage_stray_word', word, null, language);
    const known = spec.options.find((option) => option.name === name);
    if (known === undefined) {
      const names = spec.options.map((option) => option.name);
      const close = nearest(name, names);
      return usage('cli_usage_unknown_option', `--${name}`, close && `--${close}`, language);
    }
    if (options.has(name)) return usage('cli_usage_given_twice', word, null, language);
    if (known.value === null) {
      if (inline !== undefined) return usage('cli_usage_no_value', `--${name}`, null, language);
      options.set(name, true);
      continue;
    }
    const value = inline ?? words[at + 1];
    if (inline === undefined) at += 1;
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      return usage('cli_usage_needs_value', `--${name} ${known.value}`, null, language);
    }
    options.set(name, value);
  }
  return checkPresence(spec, options, language);
}

function checkPresence(
  spec: CommandSpec,
  options: Options,
  language: Language,
): Result<Options, Failure> {
  for (const { name, value, required } of spec.options) {
    if (required === true && !options.has(name)) {
      return usage('cli_usage_missing', `--${name} ${value ?? ''}`.trim(), null, language);
    }
  }
  for (const names of spec.notTogether ?? []) {
    const both = names.filter((name) => options.has(name)).map((name) => `--${name}`);
    if (both.length > 1) return usage('cli_usage_not_together', both.join(', '), null, language);
  }
  const given = spec.oneOf?.filter((name) => options.has(name)) ?? [];
  if (spec.oneOf !== undefined && given.length !== 1) {
    const names = spec.oneOf.map((name) => `--${name}`).join(', ');
    return usage('cli_usage_one_of', names, null, language);
  }
  return ok(options);
}

/** An input/usage failure whose detail is one sentence of the catalogue. */
export function usage(
  key: string,
  word: string,
  close: string | null,
  language: Language,
  expected = '',
): { readonly ok: false; readonly failure: Failure } {
  const detail = messageOrKey(key, { word, expected }, language);
  const hint =
    close === null ? '' : ` ${messageOrKey('cli_usage_nearest', { word: close }, language)}`;
  return err(failure('input/usage', { detail: `${detail}${hint}` }));
}
