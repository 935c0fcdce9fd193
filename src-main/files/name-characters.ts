/** Direction overrides and isolates: they make a name read as another one. Marks (U+200E/F) stay. */
function isDirectionControl(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

function isControl(code: number): boolean {
  return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

/** Whether a text may be shown as a name: no control and no direction characters. */
export function isPlainName(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isControl(code) || isDirectionControl(code)) return false;
  }
  return true;
}
