/** What a field may hold. Anything that does not fit is left out, whatever it was. */
const kinds = {
  /** Our own words and codes. */
  word: /^[\w./: {}-]{0,120}$/,
  version: /^\d+\.\d+\.\d+[a-z\d.-]{0,16}$/,
  /** Request and correlation ids. */
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  ref: /^[0-9a-f]{8,16}$/,
  count: /^\d{1,15}$/,
  /** `name:line:column` of our bundle, several joined by a comma. */
  place: /^[\w.-]+:\d+:\d+(,[\w.-]+:\d+:\d+){0,9}$/,
} as const;

/** The closed list of what is ever logged: event, its fields, what each may hold. */
export const logEvents = {
  'app.started': { version: 'version', electron: 'version', platform: 'word', language: 'word' },
  'app.stopped': {},
  'app.switch-refused': { name: 'word' },
  'app.real-tenant-off': { reason: 'word' },
  'bundle.tampered': { name: 'word' },
  'page.refused': { what: 'word' },
  'page.gone': { reason: 'word' },
  'page.unanswered': { why: 'word' },
  'ipc.refused': { call: 'word', reason: 'word' },
  'ipc.bug': { ref: 'ref', call: 'word', error: 'word', place: 'place' },
  'main.exception': { ref: 'ref', error: 'word', place: 'place' },
  'auth.signed-in': { source: 'word' },
  'auth.refused': { code: 'word', answer: 'word', trace: 'guid' },
  'auth.signed-out': {},
  'store.settings-unwritable': { code: 'word' },
  'graph.answer': {
    ...{ path: 'word', status: 'count', request: 'guid', client: 'guid' },
    milliseconds: 'count',
  },
  'rollout.state': { state: 'word', done: 'count', total: 'count' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof typeof kinds>>>>;

export type LogEventName = keyof typeof logEvents;
export type LogFields<N extends LogEventName> = {
  readonly [F in keyof (typeof logEvents)[N]]?: string | number | undefined;
};

export type LogEvent = <N extends LogEventName>(name: N, fields: LogFields<N>) => void;

/** One line of the log, without time. Fields that do not fit their kind read `[removed]`. */
export function formatLogEvent<N extends LogEventName>(name: N, fields: LogFields<N>): string {
  const allowed: Readonly<Record<string, keyof typeof kinds>> = logEvents[name];
  const given: Readonly<Record<string, string | number | undefined>> = fields;
  const parts = Object.entries(allowed).flatMap(([field, kind]) => {
    const value = given[field];
    if (value === undefined) {
      return [];
    }
    const text = String(value);
    const isSafe = kinds[kind].test(text) && !looksPersonal(text, kind);
    return [`${field}=${isSafe ? JSON.stringify(text) : '[removed]'}`];
  });
  return [name, ...parts].join(' ');
}

/** Addresses, tokens and ids hide in words: an @, a long run of letters and digits, a GUID. */
function looksPersonal(text: string, kind: keyof typeof kinds): boolean {
  return kind === 'word' && (/[\w-]{33,}/.test(text) || /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text));
}

/** Where in our code an error arose: names and numbers of the stack, no message, no folders. */
export function describeError(error: unknown): { error: string; place: string | undefined } {
  if (!(error instanceof Error)) {
    return { error: typeof error, place: undefined };
  }
  const places = (error.stack ?? '')
    .split('\n')
    .map((line) => /([\w.-]+:\d+:\d+)\)?$/.exec(line)?.[1])
    .filter((place) => place !== undefined)
    .slice(0, 6);
  return { error: error.name, place: places.length > 0 ? places.join(',') : undefined };
}
