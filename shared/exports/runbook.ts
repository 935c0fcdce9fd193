import { reachLine } from '../i18n/reach-text';
import { clouds, type CloudName } from '../entra/cloud';
import { m } from '../paraglide/messages.js';
import { bundleOf } from '../plan/bundle';
import type { Plan } from '../plan/plan';
import { appearedStepId } from '../plan/references';
import type { Step } from '../plan/step';
import { markedRequests } from './display-requests';
import { graphEnvironments, quoted } from './powershell';
import type { ReportWords } from './report-words';
import { runbookFunctions } from './runbook-functions';
import { gateText } from '../i18n/gate-text';
import { wantOf } from '../plan/gate-want';
import { manualInstructions, titleOf, wayBack } from './step-words';

/**
 * The plan as a PowerShell script for Microsoft Graph, step by step, each asked for before it is
 * sent. It has none of the engine's guards and says so. With names hidden its ids are made up, so
 * it only prints. Starts with a byte order mark: Windows PowerShell takes a file without one for
 * another encoding.
 */
export function toRunbook(plan: Plan, words: ReportWords, namesHidden: boolean): string {
  const { options } = words;
  const scopes = [...new Set(plan.steps.flatMap((step) => step.scopes))].sort();
  const lines = [
    '#Requires -Modules Microsoft.Graph.Authentication',
    `# ${plain(m.runbook_title({ tenant: plan.tenant.displayName }, options))}`,
    `# ${plain(m.runbook_guards({}, options))}`,
    `# ${plain(m.runbook_usage({}, options))} -From s12 -Created @{ s07 = 'id' }`,
    `# planHash ${plan.planHash}`,
    "param([switch]$Apply, [string]$From = '', [hashtable]$Created = @{})",
    '',
    `$graph = ${quoted(clouds[plan.cloud].graphOrigin)}`,
    `$askWord = ${quoted(m.runbook_ask({}, options))}`,
    `$stoppedWord = ${quoted(m.runbook_stopped({}, options))}`,
    `$missingWord = ${quoted(m.runbook_missing({}, options))}`,
    `$idsWord = ${quoted(m.runbook_ids({}, options))}`,
    runbookFunctions,
    '',
    ...(namesHidden
      ? [`if ($Apply) { throw ${quoted(m.runbook_hidden({}, options))} }`]
      : [
          'if ($Apply) {',
          `  Connect-MgGraph -Environment ${graphEnvironments[plan.cloud]} -TenantId ${quoted(plan.tenant.id)} -Scopes ${scopes.map(quoted).join(', ')} -NoWelcome`,
          `  if ((Get-MgContext).TenantId -ne ${quoted(plan.tenant.id)}) { throw ${quoted(m.runbook_other_tenant({}, options))} }`,
          '}',
        ]),
    ...plan.steps.flatMap((step) => ['', ...stepLines(plan, step, words)]),
    '',
  ];
  return `\ufeff${lines.join('\r\n').replaceAll(/\r?\n/g, '\r\n')}`;
}

function stepLines(plan: Plan, step: Step, words: ReportWords): readonly string[] {
  const { options, language } = words;
  const why = words.text(step.why.key, step.why.values);
  const say = (text: string): string => `  Write-Host ${quoted(`     ${text}`)}`;
  // Of one move all leaves at once: nobody is asked in the middle of it, and a later part that is
  // begun with by itself sends its own again.
  const together = bundleOf(plan.steps, step);
  const isFirst = together[0] === step;
  const isAppeared = appearedStepId(step.target.id) !== null;
  const requests = isAppeared
    ? []
    : (isFirst ? together : [step]).flatMap((one) => requestLines(one, plan.cloud));
  const instructions = manualInstructions(step, language);
  return [
    `if (Test-Step '${step.id}' ${quoted(titleOf(step, language))} ${quoted(why)}) {`,
    ...(instructions === '' ? [] : instructions.split('\n').map(say)),
    ...(step.kind === 'soak'
      ? [say(m.runbook_wait({ minutes: words.count(step.soakMinutes ?? 0) }, options))]
      : []),
    ...(step.gate === undefined ? [] : [say(gateText(wantOf(step.gate), words.language))]),
    ...(step.prior === null
      ? []
      : [say(`${m.report_step_prior({}, options)}: ${JSON.stringify(step.prior)}`)]),
    say(reachLine(step, language)),
    say(`${m.report_step_way_back({}, options)}: ${wayBack(step, language)}`),
    ...(isAppeared ? [say(m.runbook_appeared({}, options))] : []),
    ...(isFirst ? [`  Confirm-Step '${step.id}'`] : []),
    ...(step.purpose === 'emergencyAccess' && step.kind === 'manual'
      ? [`  Read-Named '${step.id}'`]
      : []),
    ...requests,
    '}',
  ];
}

/** Requests that differ only in a person are one loop over their ids. */
function requestLines(step: Step, cloud: CloudName): readonly string[] {
  const { requests, unmark } = markedRequests(step, cloud);
  const shapes = new Map<string, { readonly call: string; readonly userIds: string[] }>();
  for (const { method, version, path, body, itemIds } of requests) {
    const person = itemIds.length === 1 ? itemIds[0] : undefined;
    const general = (text: string): string =>
      unmark(person === undefined ? text : text.replaceAll(person, '{userId}'));
    const call = [
      `'${step.id}' '${method}'`,
      quoted(general(`/${version}${path}`)),
      quoted(body === null ? '' : general(JSON.stringify(body))),
    ].join(' ');
    const shape = shapes.get(call) ?? { call, userIds: [] };
    if (person !== undefined) shape.userIds.push(person);
    shapes.set(call, shape);
  }
  return [...shapes.values()].map(({ call, userIds }) =>
    userIds.length === 0
      ? `  Send-Request ${call}`
      : `  Send-Each ${call} @(${userIds.map(quoted).join(', ')})`,
  );
}

/** A comment ends with its line, whatever ends the line. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
