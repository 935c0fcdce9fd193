import { describe, expect, test } from 'vitest';
import { redactPlan } from '../../../../shared/exports/redact';
import { reportWords } from '../../../../shared/exports/report-words';
import { toRunbook } from '../../../../shared/exports/runbook';
import type { Plan } from '../../../../shared/plan/plan';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const runbook = (of: Plan, isHidden = false, language: 'en' | 'ja' = 'en'): string =>
  toRunbook(of, reportWords(of, language, 'UTC'), isHidden);

/** What is left of a script when every literal text is taken out, as PowerShell reads them. */
function code(script: string): string {
  return script
    .split('\r\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/'(?:[^'\u2018\u2019\u201a\u201b]|['\u2018-\u201b]{2})*'/g, "''");
}

describe('the runbook', () => {
  test('has every step once, in order', () => {
    const ids = [...runbook(plan).matchAll(/^if \(Test-Step '(s\d+)'/gm)].map(([, id]) => id);
    expect(ids).toEqual(plan.steps.map(({ id }) => id));
  });

  test('sends nothing unless it is told to, and asks before each step', () => {
    const script = runbook(plan);
    expect(script).toContain('param([switch]$Apply');
    expect(script.match(/^ {2}Confirm-Step /gm)).toHaveLength(plan.steps.length);
    for (const part of script.split(/^if \(Test-Step /m).slice(1)) {
      const asks = part.indexOf('Confirm-Step');
      const sends = part.search(/^ {2}Send-/m);
      if (sends >= 0) expect(asks).toBeLessThan(sends);
    }
  });

  test('clears per-user MFA by name of each person, not of fewer', () => {
    const clear = plan.steps.find((step) => step.kind === 'perUserMfa.set' && step.ring === 1);
    const line = runbook(plan)
      .split('\r\n')
      .find((one) => one.startsWith(`  Send-Each '${clear?.id}'`));
    for (const item of clear?.items ?? []) expect(line).toContain(`'${item.userId}'`);
    expect(line).toContain('{userId}/authentication/requirements');
  });

  test('a list of members is sent whole', () => {
    const add = plan.steps.find(
      (step) => step.kind === 'group.add' && (step.items ?? []).length > 10,
    );
    const script = runbook(plan);
    for (const item of add?.items ?? []) expect(script).toContain(item.userId);
    expect(script).not.toContain('… +');
  });

  test('a name ends neither its text nor its comment', () => {
    const hostile = "x'; Remove-Item C:\\ #’\r\nRemove-Item D:\\ \u2028$(Get-Date)";
    const script = runbook({
      ...plan,
      tenant: { ...plan.tenant, displayName: hostile },
      steps: plan.steps.map((step) => ({ ...step, target: { ...step.target, name: hostile } })),
    });
    expect(code(script)).not.toMatch(/Remove-Item|Get-Date/);
    for (const comment of script
      .split(/\r\n|\n|\u2028/)
      .filter((line) => /Remove-Item/.test(line))) {
      expect(comment).toMatch(/^(\ufeff)?#|^if \(Test-Step '|^ {2}(Write-Host|Send-)/);
    }
  });

  test('names of the cloud and the tenant come from the plan', () => {
    const script = runbook({ ...plan, cloud: 'usgov' });
    expect(script).toContain('-Environment USGov');
    expect(script).toContain("$graph = 'https://graph.microsoft.us'");
    expect(script).toContain(`-TenantId '${plan.tenant.id}'`);
  });

  test('with names hidden it names nobody and refuses to send', () => {
    const script = runbook(redactPlan(plan, 'ja'), true, 'ja');
    expect(script).not.toMatch(/kestrel/i);
    expect(script).toContain('if ($Apply) { throw');
    expect(script).not.toContain('Connect-MgGraph');
  });

  test('is what Windows PowerShell reads: byte order mark, CRLF, balanced braces', () => {
    const script = runbook(plan, false, 'ja');
    expect(script.startsWith('\ufeff#Requires')).toBe(true);
    expect(script.replaceAll('\r\n', '')).not.toContain('\n');
    const bare = code(script).replaceAll(/"(?:[^"]|"")*"/g, '""');
    const depth = [...bare].reduce((sum, c) => sum + (c === '{' ? 1 : c === '}' ? -1 : 0), 0);
    expect(depth).toBe(0);
  });
});
