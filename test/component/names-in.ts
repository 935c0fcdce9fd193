import { logRoles } from '@testing-library/svelte';
import { vi } from 'vitest';

/** What a person may do something with, in the order of the page. */
const controls = [
  'button, a[href], input:not([aria-hidden="true"]), select, textarea, summary',
  '[role="button"], [role="tab"], [role="radio"], [role="checkbox"], [role="switch"]',
  '[role="grid"], [role="listbox"], [role="slider"], [role="combobox"], [role="group"][tabindex]',
].join(', ');

const squeezed = (text: string | null | undefined): string =>
  (text ?? '').replaceAll(/\s+/g, ' ').trim();

/** Role and accessible name of an element as testing-library tells them. */
function told(element: HTMLElement): readonly [role: string, name: string] | null {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void lines.push(text));
  logRoles(element, { hidden: true });
  log.mockRestore();
  const text = lines
    .join('\n')
    .replaceAll('\u001b', '')
    .replaceAll(/\[\d+m/g, '');
  const found = /^([a-z]+):\n+Name "([^]*?)":\n/.exec(text);
  return found === null ? null : [found[1] ?? '', squeezed(found[2])];
}

/** Fields of dates and folds have no role of their own: what names them is read off the page. */
function named(element: HTMLElement): string {
  const own = element.getAttribute('aria-label');
  if (element.tagName === 'SUMMARY') return `fold: ${own ?? squeezed(element.textContent)}`;
  const [role, name] = told(element) ?? ['', ''];
  // A row of a list that has no height yet is not visible, so no name is computed.
  if (role !== '') return `${role}: ${name === '' ? (own ?? '') : name}`;
  const { type, labels } = element as HTMLInputElement;
  const label = [...(labels ?? [])].map((one) => squeezed(one.textContent)).join(' ');
  return `${type}: ${own ?? label}`;
}

/** What a control belongs to: the group, row or fold that says what its words are about. */
function groupOf(element: HTMLElement): string {
  const group = element.parentElement?.closest<HTMLElement>(
    'fieldset, [role="radiogroup"], [role="group"], [role="tablist"], tr, details > :not(summary)',
  );
  if (group === null || group === undefined) return '';
  const header = group.tagName === 'TR' ? group.querySelector('th') : null;
  const fold =
    group.parentElement?.querySelector(':scope > summary .title') ??
    group.parentElement?.querySelector(':scope > summary');
  const isNamed = group.matches('fieldset, [role]');
  const name = isNamed ? (told(group)?.[1] ?? '') : squeezed((header ?? fold)?.textContent);
  return name === '' ? groupOf(group) : ` (${name})`;
}

/** Role, accessible name and group of every control within, one each line, as the page has them. */
export function namesIn(within: HTMLElement): readonly string[] {
  return [...within.querySelectorAll<HTMLElement>(controls)].map(
    (one) => `${named(one)}${groupOf(one)}`,
  );
}
