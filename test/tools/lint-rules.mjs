/** Lint rules of this house, for eslint.config.js. */
import { relative, sep } from 'node:path';
import { brokenRule } from './import-rules.mjs';

/** Imports follow the table of import-rules.mjs. */
const imports = {
  meta: { type: 'problem', schema: [], messages: { broken: '{{rule}}' } },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const rule = brokenRule(path, node.source.value);
      if (rule !== undefined)
        context.report({ node: node.source, messageId: 'broken', data: { rule } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/**
 * A message is named where it is used, so a search for its key finds the place. A key built from
 * data goes through a function in shared/i18n, which is the one place allowed to index `m`.
 */
const literalMessageKeys = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { computed: 'Message keys are literal outside shared/i18n.' },
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (node.computed && node.object.type === 'Identifier' && node.object.name === 'm') {
          if (node.property.type !== 'Literal') context.report({ node, messageId: 'computed' });
        }
      },
    };
  },
};

/** Of `fs`, what opens no file: it can't drop the locks of one that SQLite holds open. */
const harmless =
  /^(?:exists|stat|lstat|access|readdir|mkdir|mkdtemp|realpath|statfs)(?:Sync)?$|^constants$|^[A-Z]/;
const fsModule = /^(?:node:)?fs(?:\/promises)?$/;
const databaseName = /\.db(?:-(?:wal|shm|journal))?(?=$|[^\w])/;

/** Who may use more, and why no open database is meant. */
const fsBesideDatabases = new Map(
  Object.entries({
    // Makes an empty file before SQLite opens it; `wx` opens none that is there.
    'src-main/store/database.ts': ['openSync', 'closeSync'],
    'src-main/store/tenant-lock.ts': ['openSync', 'closeSync'],
    // The ballast, and the target of a backup, both new.
    'src-main/store/open-store.ts': ['openSync', 'closeSync', 'writeSync', 'unlinkSync'],
    // Deletes lists of people under other names than the open one's.
    'src-main/store/people-file.ts': ['unlinkSync'],
    // Reads head.json.
    'src-main/store/salvage-journal.ts': ['readFileSync'],
    // Looks at the header before the command opens the folder's store.
    'src-main/cli/rollout-folder.ts': ['openSync', 'readSync', 'closeSync'],
  }),
);
const opensToRead = new Set(['src-main/cli/rollout-folder.ts']);

/**
 * Opening and closing a database file by `fs` drops the locks of the process that holds it
 * (execution.md 3.9). So who names one, or opens one, uses nothing of `fs` that could.
 */
const noFsOnDatabases = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      touched:
        'A file that names or opens a database uses no {{name}} of fs: it may drop its lock.',
      mode: "Beside databases openSync takes 'wx' alone: it opens no file that is there.",
    },
  },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    if (!path.startsWith('src-main/')) return {};
    const allowed = fsBesideDatabases.get(path) ?? [];
    const touched = [];
    let meetsDatabases = false;
    const meet = (text) => {
      meetsDatabases ||= typeof text === 'string' && databaseName.test(text);
    };
    return {
      Literal: (node) => meet(node.regex?.pattern.replaceAll('\\', '') ?? node.value),
      TemplateElement: (node) => meet(node.value.cooked),
      ImportDeclaration(node) {
        const source = String(node.source.value);
        meetsDatabases ||= /\/(?:database|drivers)$/.test(source);
        if (!fsModule.test(source) || node.importKind === 'type') return;
        for (const one of node.specifiers) {
          const name = one.type === 'ImportSpecifier' ? one.imported.name : '*';
          if (!harmless.test(name) && !allowed.includes(name)) touched.push({ node: one, name });
        }
      },
      ImportExpression(node) {
        if (fsModule.test(String(node.source.value))) touched.push({ node, name: '*' });
      },
      CallExpression(node) {
        const isOpen = node.callee.type === 'Identifier' && node.callee.name === 'openSync';
        if (!isOpen || allowed.length === 0 || opensToRead.has(path)) return;
        if (node.arguments[1]?.value !== 'wx') context.report({ node, messageId: 'mode' });
      },
      'Program:exit'() {
        // database.ts and drivers.ts are given their path.
        meetsDatabases ||= /^src-main\/store\/(?:database|drivers)\.ts$/.test(path);
        if (!meetsDatabases) return;
        for (const { node, name } of touched) {
          context.report({ node, messageId: 'touched', data: { name } });
        }
      },
    };
  },
};

export const house = {
  rules: {
    imports,
    'literal-message-keys': literalMessageKeys,
    'no-fs-on-databases': noFsOnDatabases,
  },
};
