import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../src-main/workspace/workspace-index';
import { newMeta } from '../../../../src-main/workspace/workspace-meta';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'causeway-index-'));
const meta = (digit: string) =>
  newMeta({
    id: digit.repeat(32),
    source: 'practice',
    scenario: 'S02',
    cloud: 'global',
    createdAt: '2026-11-22T12:00:00Z',
  });

describe('the list of workspaces', () => {
  it('survives a restart, the one just saved first', () => {
    const root = folder();
    const index = new WorkspaceIndex(root);
    index.save(meta('a'));
    index.save(meta('b'));
    index.save({ ...meta('a'), screen: 'rings' });
    const again = new WorkspaceIndex(root).all();
    expect(again.map((item) => item.id[0])).toEqual(['a', 'b']);
    expect(again[0]?.screen).toBe('rings');
  });

  it('leaves what a disk refuses for the next time, except a workspace that is new', () => {
    const root = folder();
    const told: number[] = [];
    const index = new WorkspaceIndex(root, (list) => told.push(list.length));
    index.save(meta('a'));
    const refused = path.join(root, 'workspaces.json.new');
    mkdirSync(refused);
    index.refresh({ ...meta('a'), screen: 'rings' });
    expect([index.all()[0]?.screen, told.at(-1)]).toEqual(['rings', 1]);
    expect(new WorkspaceIndex(root).all()[0]?.screen).not.toBe('rings');
    expect(() => index.save(meta('b'))).toThrow();
    rmdirSync(refused);
    index.refresh({ ...meta('a'), screen: 'review' });
    expect(new WorkspaceIndex(root).get('a'.repeat(32))?.screen).toBe('review');
  });

  it('puts back where it was what was taken off, unless its folder is gone', () => {
    const root = folder();
    const index = new WorkspaceIndex(root);
    for (const digit of ['c', 'b', 'a']) index.save(meta(digit));
    const [kept, gone] = ['b'.repeat(32), 'c'.repeat(32)];
    mkdirSync(path.join(root, kept));
    index.remove(kept);
    index.remove(gone);
    expect([index.restore(kept), index.restore(kept), index.restore(gone)]).toEqual([
      ...[true, false, false],
    ]);
    const again = new WorkspaceIndex(root).all();
    expect(again.map((item) => item.id[0])).toEqual(['a', 'b']);
  });

  it('takes the people at risk of an older list for a lower bound', () => {
    const root = folder();
    const { isRiskAtLeast, ...older } = { ...meta('a'), peopleAtRisk: 8 };
    expect(isRiskAtLeast).toBe(true);
    const list = { schema: 'causeway-workspaces/1', workspaces: [older] };
    writeFileSync(path.join(root, 'workspaces.json'), JSON.stringify(list));
    expect(new WorkspaceIndex(root).all()[0]).toMatchObject({
      ...{ peopleAtRisk: 8, isRiskAtLeast: true },
    });
  });

  it('takes a workspace off the list and leaves its folder', () => {
    const root = folder();
    const index = new WorkspaceIndex(root);
    index.save(meta('a'));
    index.remove('a'.repeat(32));
    expect(new WorkspaceIndex(root).all()).toEqual([]);
    expect(existsSync(root)).toBe(true);
  });

  it('sets a damaged list aside instead of overwriting it', () => {
    const root = folder();
    const file = path.join(root, 'workspaces.json');
    writeFileSync(file, '{"schema":"causeway-workspaces/1","workspaces":[{"id":"../x"}]}');
    expect(new WorkspaceIndex(root).all()).toEqual([]);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toContain('../x');
  });

  it('says where a damaged list is kept, and what lies beside it', () => {
    const root = folder();
    const file = path.join(root, 'workspaces.json');
    expect(new WorkspaceIndex(root).damaged).toBeNull();
    mkdirSync(path.join(root, 'a'.repeat(32)));
    writeFileSync(file, '{"schema"');
    const told = { file: `${file}.damaged`, plans: 1 };
    // Until something is saved anew, the next start says the same of the same file.
    expect(new WorkspaceIndex(root).damaged).toEqual(told);
    const index = new WorkspaceIndex(root);
    expect(index.damaged).toEqual(told);
    index.save(meta('b'));
    expect(new WorkspaceIndex(root).damaged).toBeNull();
  });

  it('writes over no list that was set aside before', () => {
    const root = folder();
    const file = path.join(root, 'workspaces.json');
    for (const [text, name] of [
      ['first', `${file}.damaged`],
      ['second', `${file}.damaged-2`],
    ] as const) {
      writeFileSync(file, text);
      expect(new WorkspaceIndex(root).damaged?.file).toBe(name);
      expect(readFileSync(name, 'utf8')).toBe(text);
    }
  });

  it('moves a list aside that the system does not give out', () => {
    const root = folder();
    const file = path.join(root, 'workspaces.json');
    mkdirSync(file);
    const index = new WorkspaceIndex(root);
    expect(index.damaged?.file).toBe(`${file}.damaged`);
    index.save(meta('a'));
    expect(existsSync(`${file}.damaged`)).toBe(true);
  });
});
