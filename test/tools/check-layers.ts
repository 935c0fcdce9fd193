import { posix } from 'node:path';
import { brokenRule, targetOf } from './import-rules.mjs';
import { readSources, type SourceFile } from './walk-imports';

/** Most lines a source file may have. */
export const MAX_LINES = 250;

const FOLDERS = ['shared', 'src-main', 'src-renderer', 'test'];
const BANNED_NAMES = /(^|\/)(utils?|types|helpers?|index)\.(ts|mjs|js)$/;
/** The one place that loads code by a path known only when it runs: the report's own build. */
const MAY_COMPUTE_IMPORTS = /^(test\/|src-main\/(launch\/|exports\/render-report\.ts$))/;

/** Faults of the tree under `rootFolder`, each `path:line rule`; empty when the house stands. */
export function checkLayers(rootFolder: string, folders: readonly string[] = FOLDERS): string[] {
  const sources = readSources(rootFolder, folders);
  return [
    ...sources.flatMap(faultsOfFile),
    ...sources.flatMap(faultsOfImports),
    ...cyclesAmong(sources),
  ];
}

function faultsOfFile(source: SourceFile): string[] {
  const faults: string[] = [];
  if (source.lineCount > MAX_LINES) {
    faults.push(`${source.path}:${source.lineCount} longer than ${MAX_LINES} lines`);
  }
  if (BANNED_NAMES.test(source.path)) {
    faults.push(`${source.path}:1 a name that says nothing about its content`);
  }
  if (source.isBarrel) faults.push(`${source.path}:1 a barrel: only re-exports`);
  return faults;
}

function faultsOfImports(source: SourceFile): string[] {
  return source.imports.flatMap(({ line, specifier }) => {
    if (specifier === undefined) {
      if (MAY_COMPUTE_IMPORTS.test(source.path)) return [];
      return [`${source.path}:${line} an import computed at run time`];
    }
    const rule = brokenRule(source.path, specifier);
    return rule === undefined ? [] : [`${source.path}:${line} ${rule}`];
  });
}

/** Each import cycle once, said as the chain of its files. */
function cyclesAmong(sources: readonly SourceFile[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const settled = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start >= 0) {
      const cycle = [...chain.slice(start), path];
      faults.push(`${path}:1 an import cycle: ${cycle.join(' → ')}`);
      return;
    }
    if (settled.has(path)) return;
    for (const { specifier } of byPath.get(path)?.imports ?? []) {
      const next = specifier === undefined ? undefined : resolve(byPath, path, specifier);
      if (next !== undefined) visit(next, [...chain, path]);
    }
    settled.add(path);
  };
  for (const source of sources) visit(source.path, []);
  return faults;
}

function resolve(
  byPath: ReadonlyMap<string, SourceFile>,
  fromPath: string,
  specifier: string,
): string | undefined {
  const target = targetOf(fromPath, specifier);
  if (!target.isLocal) return undefined;
  const written = posix.join(posix.dirname(fromPath), specifier);
  const candidates = ['.ts', '.svelte.ts', '.mjs', '.js'].map((ending) => target.name + ending);
  return [written, ...candidates].find((candidate) => byPath.has(candidate));
}
