import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder } from '../fixtures/campaign';
import { runCommand } from '../fixtures/run-command';

const folder = quickFolder('cli-rings');
const file = join(folder, 'p.causeway');
let practice: PracticeTenant;
/** Two people of the tenant that rings hold, by a plan made without a list. */
let people: readonly string[];
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02'), lagMs: 0 });
  const plain = await planned([]);
  const members = new Set(plain.rings.at(-1)?.members);
  people = plain.people.filter(({ id }) => members.has(id)).map(({ upn }) => upn);
}, 120_000);
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = (...words: string[]) => {
  rmSync(file, { force: true });
  const source = ['plan', '--graph-url', practice.graphUrl, '--out', file];
  return runCommand([...source, ...words], { token: practice.token });
};

async function planned(words: readonly string[]): Promise<Plan> {
  const run = await plan(...words, '--json');
  if (run.out === '') throw new Error(run.err);
  return JSON.parse(run.out) as Plan;
}

/** A list of this text, in a file of its own; bytes as they are. */
function list(text: string | Uint8Array, name = 'rings.csv'): readonly string[] {
  const path = join(folder, name);
  writeFileSync(path, text);
  return ['--rings', path];
}

const ringOf = (made: Plan, upn: string): string | undefined => {
  const id = made.people.find((one) => one.upn === upn)?.id ?? '';
  return made.rings.find(({ members }) => members.includes(id))?.label;
};

describe('a list of people and rings on the command line', { timeout: 120_000 }, () => {
  it('parts people as it says, and is signed', async () => {
    const [first = '', second = ''] = people;
    const text = `User principal name,Ring\n${first},Pilot\n"${second}","Branch ""B"""\n`;
    const made = await planned(list(text));
    expect([ringOf(made, first), ringOf(made, second)]).toEqual(['Pilot', 'Branch "B"']);
    expect(made.choices.rings).toMatchObject({ value: 'rules', by: 'commandLine' });
    // As a spreadsheet in Japanese Windows writes it: 試行 in Shift_JIS.
    const japanese = Buffer.concat([
      Buffer.from(`${first},`),
      Uint8Array.from([0x8e, 0x8e, 0x8d, 0x73]),
    ]);
    expect(ringOf(await planned(list(japanese)), first)).toBe('試行');
  });

  it('takes the place of the rings that were chosen, and keeps their size', async () => {
    const [first = ''] = people;
    const choices = join(folder, 'choices.json');
    const signed = { reason: 'r', by: 'b', at: '2026-11-22' };
    const rings = { value: 'department', maxSize: 7, ...signed };
    writeFileSync(choices, JSON.stringify({ schema: 'causeway-choices/1', rings }));
    const made = await planned([...list(`${first};Pilot\n`), '--choices', choices]);
    expect(made.choices.rings).toMatchObject({ value: 'rules', maxSize: 7 });
    expect(ringOf(made, first)).toBe('Pilot');
  });

  it.each<readonly [string, string | Uint8Array, string]>([
    ['a line that names nobody', 'upn,ring\nnobody,Pilot\n', 'file/invalid'],
    ['a line without a ring', 'upn,ring\na@b.example,\n', 'file/invalid'],
    ['nothing', '', 'file/invalid'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0]), 'file/invalid'],
    ['somebody who is not there', 'stranger@kestrel.example,Pilot\n', 'input/selector-no-match'],
  ])('refuses %s, with its file, and writes nothing', async (_, text, code) => {
    const words = list(text);
    const run = await plan(...words);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain(code);
    expect(run.err).toContain(words[1]);
    if (code === 'file/invalid' && typeof text === 'string' && text !== '') {
      expect(run.err).toContain('2');
      expect(run.err).toContain('a user principal name and the name of a ring');
    }
    expect(existsSync(file)).toBe(false);
  });

  it('says that a list is not there', async () => {
    const run = await plan('--rings', join(folder, 'none.csv'));
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('file/not-found')]);
  });
});
