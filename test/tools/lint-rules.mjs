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

export const house = { rules: { imports, 'literal-message-keys': literalMessageKeys } };
