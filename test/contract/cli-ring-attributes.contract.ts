import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import type { RingRule } from '../../shared/tenant/ring-choice';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder } from '../fixtures/campaign';
import { runCommand } from '../fixtures/run-command';
import { readScenario } from '../fixtures/scenario-file';

const folder = quickFolder('ring-attributes');
const place = (name: string): string => join(folder, name);
let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  const { answers } = readScenario('S02').input as { answers: object };
  writeFileSync(place('answers.json'), JSON.stringify(answers));
}, 120_000);
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...words: string[]) => runCommand(words, { token: practice.token });

/** A choices file with these rules. */
function choices(...rules: RingRule[]): string[] {
  const rings = { value: 'rules', rules, reason: 'r', by: 'b', at: '2026-11-22' };
  writeFileSync(place('choices.json'), JSON.stringify({ schema: 'causeway-choices/1', rings }));
  return ['--choices', place('choices.json')];
}

const byTitle = (values: string[]): RingRule => ({ name: 'Leads', attribute: 'jobTitle', values });

async function planned(source: readonly string[], chosen: readonly string[]) {
  const out = ['--answers', place('answers.json'), '--out', place('p.causeway'), '--json'];
  const run = await cli('plan', ...source, ...chosen, ...out);
  return { ...run, plan: run.out === '' ? null : (JSON.parse(run.out) as Plan) };
}

async function post(name: string, body: object): Promise<{ upns?: string[] }> {
  const response = await fetch(`${practice.graphUrl}/_practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return (text === '' ? {} : JSON.parse(text)) as { upns?: string[] };
}

describe('rings by rules on the command line', { timeout: 240_000 }, () => {
  it('read an attribute and a group that nothing else names, with the tenant', async () => {
    const group: RingRule = { name: 'Reset', accounts: [{ group: 'SSPR-Users' }] };
    const titles = byTitle(['manager', '課長']);
    const { plan, err } = await planned(['--graph-url', practice.graphUrl], choices(titles, group));
    const labels = plan?.rings.map(({ label }) => label);
    expect(labels, err).toEqual(expect.arrayContaining(['Leads', 'Reset']));
    expect(plan?.rings.find(({ label }) => label === 'Leads')?.members.length).toBeGreaterThan(1);
  });

  it('are planned from a capture that holds what they go by, and refused from another', async () => {
    const graph = ['--graph-url', practice.graphUrl];
    const chosen = choices(byTitle(['Manager']));
    const whole = ['--out', place('whole.json')];
    expect((await cli('capture', ...graph, ...chosen, ...whole)).code).toBe(0);
    expect((await cli('capture', ...graph, '--out', place('plain.json'))).code).toBe(0);
    expect(readFileSync(place('whole.json'), 'utf8')).toContain('jobTitle');
    const live = await planned(graph, chosen);
    const offline = await planned(['--capture', place('whole.json')], chosen);
    expect(offline.plan?.rings).toEqual(live.plan?.rings);
    const without = await planned(['--capture', place('plain.json')], chosen);
    expect([without.code, without.plan]).toEqual([2, null]);
    expect(without.err).toContain('an attribute that was read with the tenant');
  });

  it('are looked at again at the start, and whoever has another title by now is told', async () => {
    const graph = ['--graph-url', practice.graphUrl];
    const { plan } = await planned(graph, choices(byTitle(['Manager', '課長'])));
    const ring = plan?.rings.find(({ label }) => label === 'Leads');
    const moved = ring?.members[0] ?? '';
    const approved = ['--state', place('state'), '--approve', plan?.planHash ?? ''];
    await cli('apply', '--plan', place('p.causeway'), ...graph, ...approved);
    const { upns = [] } = await post('emergency-access', {});
    await cli('confirm', ...approved, '--step', 's01', '--evidence', upns.join(' '));
    const path = `/v1.0/users/${moved}`;
    await post('external', { method: 'PATCH', path, body: { jobTitle: 'Clerk' } });
    const run = await cli('resume', ...approved, '--json');
    const { ringDrift } = JSON.parse(run.out) as {
      ringDrift: { counts: object; moved: readonly { upn: string; ring: number }[] } | null;
    };
    expect(ringDrift?.counts).toMatchObject({ joined: 0, left: 0, moved: 1 });
    const upn = plan?.people.find(({ id }) => id === moved)?.upn;
    expect(ringDrift?.moved).toMatchObject([{ upn }]);
  });
});
