/** One option as it is typed. `value` names what follows it; null: a switch. */
export interface OptionSpec {
  readonly name: string;
  readonly value: string | null;
  readonly required?: boolean;
}

export const commandNames = [
  'practice',
  'capture',
  'assess',
  'plan',
  'simulate',
  'export',
  'apply',
  'status',
  'resume',
  'rollback',
  'confirm',
] as const;
export type CommandName = (typeof commandNames)[number];

/** One command: what it takes. Texts: `cli_about_<name>`, `cli_option_<option>`. */
export interface CommandSpec {
  readonly name: CommandName;
  readonly options: readonly OptionSpec[];
  /** Exactly one of these must be given. */
  readonly oneOf?: readonly string[];
}

const option = (name: string, value: string | null = null): OptionSpec => ({ name, value });
const required = (name: string, value: string): OptionSpec => ({ name, value, required: true });

const json = option('json');
const lang = option('lang', 'en|ja');
const cloud = option('cloud', 'global|usgov|usgovdod|china');
const graphUrl = option('graph-url', 'URL');
const until = option('until', 'STEPID|ring:N');
const approve = required('approve', 'PLANHASH');
const state = required('state', 'DIR');

const source = [option('capture', 'FILE'), graphUrl, option('snapshot', 'FILE'), cloud];
const sourceNames = ['capture', 'graph-url', 'snapshot'];
const decisions = [
  option('answers', 'FILE'),
  option('choices', 'FILE'),
  option('as-of', 'ISO'),
  option('save-snapshot', 'FILE'),
];

/** Every command of this release. `--help` lists exactly these. */
export const commands: Readonly<Record<CommandName, CommandSpec>> = {
  practice: {
    name: 'practice',
    options: [
      option('scenario', 'NAME|FILE'),
      option('users', 'N'),
      option('capture', 'FILE'),
      option('port', 'P'),
      option('latency', 'MS'),
      option('throttle', 'real|off'),
      option('faults', 'FILE'),
      lang,
    ],
  },
  capture: {
    name: 'capture',
    options: [required('graph-url', 'URL'), required('out', 'FILE'), cloud, json, lang],
  },
  assess: { name: 'assess', options: [...source, ...decisions, json, lang], oneOf: sourceNames },
  plan: {
    name: 'plan',
    options: [...source, ...decisions, required('out', 'FILE.causeway'), json, lang],
    oneOf: sourceNames,
  },
  simulate: {
    name: 'simulate',
    options: [required('plan', 'FILE'), option('step', 'ID'), option('person', 'UPN'), json, lang],
  },
  export: {
    name: 'export',
    options: [
      required('plan', 'FILE'),
      required('format', 'html,csv,json,md'),
      required('out', 'DIR'),
      option('lang', 'en|ja|both'),
      option('hide-names'),
      json,
    ],
  },
  apply: {
    name: 'apply',
    options: [
      required('plan', 'FILE'),
      required('graph-url', 'URL'),
      state,
      approve,
      until,
      json,
      lang,
    ],
  },
  status: { name: 'status', options: [state, json, lang] },
  resume: { name: 'resume', options: [state, approve, graphUrl, until, json, lang] },
  rollback: {
    name: 'rollback',
    options: [state, approve, option('to', 'STEPID'), graphUrl, json, lang],
  },
  confirm: {
    name: 'confirm',
    options: [
      state,
      required('step', 'ID'),
      required('evidence', 'TEXT'),
      approve,
      graphUrl,
      json,
      lang,
    ],
  },
};
