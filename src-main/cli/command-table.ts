import { audiences } from '../../shared/exports/audience';
import { option, required, type CommandSpec } from './command-option';

export const commandNames = [
  'practice',
  'capture',
  'collector',
  'needs',
  'assess',
  'plan',
  'simulate',
  'rehearse',
  'export',
  'approve',
  'apply',
  'status',
  'journal',
  'resume',
  'rollback',
  'confirm',
  'settle',
  'groups',
  'stop',
  'fleet assess',
  'fleet status',
] as const;
export type CommandName = (typeof commandNames)[number];

const json = option('cli_option_json', 'json');
const lang = option('cli_option_lang', 'lang', 'en|ja');
const voice = [json, lang];
const cloud = option('cli_option_cloud', 'cloud', 'global|usgov|usgovdod|china');
const graphUrl = option('cli_option_graph_url', 'graph-url', 'URL');
const sameGraphUrl = option('cli_option_same_graph_url', 'graph-url', 'URL');
const capture = option('cli_option_capture', 'capture', 'FILE');
const plan = required('cli_option_plan', 'plan', 'FILE');
const until = option('cli_option_until', 'until', 'STEPID|ring:N');
const approve = required('cli_option_approve', 'approve', 'PLANHASH');
const outside = option('cli_option_outside_schedule', 'outside-schedule', 'REASON');
const handOver = option('cli_option_hand_over', 'hand-over');
const state = required('cli_option_state', 'state', 'DIR');

const fleet = [
  required('cli_option_tenants', 'tenants', 'FILE'),
  required('cli_option_fleet_out', 'out', 'DIR'),
  option('cli_option_parallel', 'parallel', 'N'),
];

const source = [capture, graphUrl, option('cli_option_snapshot', 'snapshot', 'FILE'), cloud];
const sourceNames = ['capture', 'graph-url', 'snapshot'];
const decisions = [
  option('cli_option_answers', 'answers', 'FILE'),
  option('cli_option_choices', 'choices', 'FILE'),
  option('cli_option_as_of', 'as-of', 'ISO'),
  option('cli_option_save_snapshot', 'save-snapshot', 'FILE'),
];

/** Every command of this release. `--help` lists exactly these. */
export const commands: Readonly<Record<CommandName, CommandSpec>> = {
  practice: {
    about: 'cli_about_practice',
    options: [
      option('cli_option_scenario', 'scenario', 'NAME|FILE'),
      option('cli_option_users', 'users', 'N'),
      option('cli_option_serve_capture', 'capture', 'FILE'),
      option('cli_option_port', 'port', 'P'),
      option('cli_option_latency', 'latency', 'MS'),
      option('cli_option_throttle', 'throttle', 'real|off'),
      option('cli_option_faults', 'faults', 'FILE'),
      lang,
    ],
    notTogether: [
      ['scenario', 'capture'],
      ['users', 'capture'],
    ],
  },
  capture: {
    about: 'cli_about_capture',
    options: [
      { ...graphUrl, required: true },
      required('cli_option_out', 'out', 'FILE'),
      option('cli_option_capture_answers', 'answers', 'FILE'),
      option('cli_option_capture_choices', 'choices', 'FILE'),
      cloud,
      ...voice,
    ],
  },
  collector: {
    about: 'cli_about_collector',
    options: [required('cli_option_out', 'out', 'FILE'), cloud, json, lang],
  },
  needs: { about: 'cli_about_needs', options: [graphUrl, cloud, ...voice], more: 'cli_more_needs' },
  assess: {
    about: 'cli_about_assess',
    options: [...source, ...decisions, option('cli_option_since', 'since', 'FILE'), json, lang],
    oneOf: sourceNames,
  },
  plan: {
    about: 'cli_about_plan',
    options: [
      ...source,
      ...decisions,
      option('cli_option_rings', 'rings', 'FILE'),
      required('cli_option_out', 'out', 'FILE.causeway'),
      ...voice,
    ],
    oneOf: sourceNames,
  },
  simulate: {
    about: 'cli_about_simulate',
    options: [
      plan,
      option('cli_option_step', 'step', 'ID'),
      option('cli_option_person', 'person', 'UPN'),
      ...voice,
    ],
  },
  rehearse: { about: 'cli_about_rehearse', options: [plan, json, lang] },
  export: {
    about: 'cli_about_export',
    options: [
      plan,
      required('cli_option_format', 'format', 'html,pdf,csv,json,md,ics,ps1,messages'),
      option('cli_option_document_lang', 'lang', 'en|ja|both'),
      option('cli_option_audience', 'audience', audiences.join('|')),
      option('cli_option_time_zone', 'time-zone', 'ZONE'),
      required('cli_option_out_folder', 'out', 'DIR'),
      option('cli_option_hide_names', 'hide-names'),
      option('cli_option_export_state', 'state', 'DIR'),
      json,
    ],
  },
  approve: {
    about: 'cli_about_approve',
    options: [plan, { ...graphUrl, required: true }, cloud, state, approve, json, lang],
  },
  apply: {
    about: 'cli_about_apply',
    options: [
      plan,
      { ...graphUrl, required: true },
      cloud,
      state,
      approve,
      until,
      outside,
      handOver,
      ...voice,
    ],
  },
  status: {
    about: 'cli_about_status',
    options: [state, option('cli_option_people', 'people'), json, lang],
  },
  journal: {
    about: 'cli_about_journal',
    options: [
      state,
      option('cli_option_journal_out', 'out', 'FILE'),
      option('cli_option_names', 'names'),
      option('cli_option_access', 'access'),
      lang,
    ],
  },
  resume: {
    about: 'cli_about_resume',
    options: [state, approve, sameGraphUrl, cloud, until, outside, handOver, json, lang],
  },
  rollback: {
    about: 'cli_about_rollback',
    options: [
      ...[state, approve],
      option('cli_option_to', 'to', 'STEPID'),
      option('cli_option_all', 'all'),
      option('cli_option_back_person', 'person', 'UPN'),
      option('cli_option_moved', 'moved', 'STEP[/UPN]=put-back|leave|stop,…'),
      sameGraphUrl,
      cloud,
      handOver,
      ...voice,
    ],
    notTogether: [['to', 'all', 'person']],
  },
  confirm: {
    about: 'cli_about_confirm',
    options: [
      state,
      required('cli_option_confirmed_step', 'step', 'ID'),
      required('cli_option_evidence', 'evidence', 'TEXT'),
      approve,
      sameGraphUrl,
      cloud,
      handOver,
      ...voice,
    ],
  },
  settle: {
    about: 'cli_about_settle',
    options: [
      state,
      required('cli_option_settled_step', 'step', 'ID'),
      required('cli_option_as', 'as', 'resend|adopt:OBJECTID|skip'),
      approve,
      sameGraphUrl,
      cloud,
      handOver,
      ...voice,
    ],
  },
  groups: {
    about: 'cli_about_groups',
    options: [
      state,
      approve,
      option('cli_option_delete_group', 'delete', 'GROUPID'),
      option('cli_option_restore_group', 'restore', 'GROUPID'),
      sameGraphUrl,
      cloud,
      handOver,
      ...voice,
    ],
    notTogether: [['delete', 'restore']],
    more: 'cli_more_groups',
  },
  stop: {
    about: 'cli_about_stop',
    options: [
      state,
      option('cli_option_yes', 'yes'),
      option('cli_option_restore', 'restore'),
      sameGraphUrl,
      cloud,
      ...voice,
    ],
  },
  'fleet assess': {
    about: 'cli_about_fleet_assess',
    options: [...fleet, json, lang],
    more: 'cli_more_fleet_assess',
  },
  'fleet status': {
    about: 'cli_about_fleet_status',
    options: [...fleet, json, lang],
    more: 'cli_more_fleet_status',
  },
};
