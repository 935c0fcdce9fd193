const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. Everything from a tenant or a file goes through here. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An element with escaped attributes around ready inner markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  inner: string,
): string {
  const typed = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
  return `<${name}${typed}>${inner}</${name}>`;
}
