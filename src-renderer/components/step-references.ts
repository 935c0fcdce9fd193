import { m } from '../../shared/paraglide/messages.js';

const references: Readonly<Record<string, (inputs: { step: string }) => string>> = {
  created: m.shell_diff_created,
  evidence: m.shell_diff_named,
  appeared: m.shell_diff_appeared,
};

/** A text of a plan with the ids that no object has yet in words (shared/plan/references.ts). */
export function nameReferences(text: string): string {
  return text.replaceAll(
    /\b(created|evidence|appeared):(s\d+)\b/g,
    (whole, kind: string, step: string) => references[kind]?.({ step }) ?? whole,
  );
}
