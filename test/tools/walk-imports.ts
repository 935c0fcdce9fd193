import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One import, re-export, `import()` or `require()` of a source file. */
export interface FoundImport {
  readonly line: number;
  /** As written; undefined where it is computed at run time. */
  readonly specifier: string | undefined;
}

/** A source file of the tree, with its path from the root, `/` between folders. */
export interface SourceFile {
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly FoundImport[];
  /** True when the file holds nothing but re-exports. */
  readonly isBarrel: boolean;
}

const SOURCE_PATTERN = /\.(ts|svelte|mjs|js)$/;
const SKIPPED_FOLDERS = new Set(['node_modules', 'paraglide', 'project.inlang', 'messages', 'out']);

/** Every source file below `folders`; generated folders are left out. */
export function readSources(rootFolder: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => pathsBelow(rootFolder, folder))
    .map((path) => readSource(rootFolder, path));
}

function pathsBelow(rootFolder: string, folder: string): string[] {
  return readdirSync(join(rootFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      return SKIPPED_FOLDERS.has(entry.name) ? [] : pathsBelow(rootFolder, path);
    }
    return SOURCE_PATTERN.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function readSource(rootFolder: string, path: string): SourceFile {
  const text = readFileSync(join(rootFolder, path), 'utf8');
  const script = path.endsWith('.svelte') ? scriptsOf(text) : text;
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  return {
    path,
    lineCount: text.trimEnd().split('\n').length,
    imports: importsOf(tree),
    isBarrel: tree.statements.length > 0 && tree.statements.every(isReExport),
  };
}

/** Only the scripts of a component; everything else becomes blank lines, so lines agree. */
function scriptsOf(text: string): string {
  const kept = text.replace(
    /(<script[^>]*>)([\s\S]*?)(<\/script>)|[^\n]/g,
    (_all, open: string | undefined, body: string | undefined) =>
      open === undefined ? '' : (body ?? ''),
  );
  return kept;
}

function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

function importsOf(tree: ts.SourceFile): FoundImport[] {
  const found: FoundImport[] = [];
  const add = (node: ts.Node, specifier: ts.Expression | undefined): void => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    const text = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
    found.push({ line, specifier: text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node, node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal);
    } else if (ts.isCallExpression(node) && isImportCall(node)) add(node, node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isImportCall(node: ts.CallExpression): boolean {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(node.expression) && node.expression.text === 'require';
}
