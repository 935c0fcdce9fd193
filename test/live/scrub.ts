import { isPlainWord } from '../../shared/exports/plain-words';
import { isJsonObject, type Json } from '../../shared/json';

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const onlyGuids = new RegExp(`^(${guid.source}[_/]?)+$`, 'i');
const digits = /^[\d\s+()./:-]+$/;
const instant = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;
const principal = /^([^\s@]+)@([^\s@]+)$/;
const domain = /^([a-z0-9-]+\.)+[a-z]{2,}$/i;
const graphOrigin =
  /^(https:\/\/(dod-)?(microsoft)?graph\.(microsoft\.com|microsoft\.us|chinacloudapi\.cn)|http:\/\/127\.0\.0\.1:\d+)$/;
/** Whatever stands there is about a person or the organisation, even where it is a known word. */
const personal =
  /^(department|givenName|surname|jobTitle|companyName|officeLocation|employeeId|city|street|postalCode|userDisplayName|mail|mailNickname|phoneNumber|mobilePhone|businessPhones|ipAddress)$/;
/** What a line is taken apart into: ids, principal names, addresses, telephone numbers, words. */
const piece = new RegExp(
  [
    guid.source,
    String.raw`[\p{L}\p{M}\p{N}._%+'!#$=^~\-]+@[\p{L}\p{M}\p{N}.\-]+`,
    String.raw`\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?`,
    String.raw`\d{1,3}(?:\.\d{1,3}){3}`,
    String.raw`\+?\(?\d[\d ()\/\-]{5,}\d`,
    String.raw`[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}._~%+=#\-]*[\p{L}\p{M}\p{N}~%+=#])?`,
  ].join('|'),
  'giu',
);
const graphHost =
  /^((dod-)?graph\.microsoft\.(com|us)|microsoftgraph\.chinacloudapi\.cn|login\.microsoftonline\.(com|us))$/i;
/** A path of fields as the description spells them, no name of a host. */
const isField = (name: string): boolean => /^[a-z]+([A-Z][a-z]+)+|\.[a-z]+[A-Z]/.test(name);
/** Names of the service, not of the tenant. */
const serviceName = /^(#?microsoft\.graph\.[\w.]+|urn:[a-z:]+)$/i;

/**
 * Takes out of Graph answers everything that could name a person or the organisation, so that they
 * can be kept as fixtures. Closed: a text stays only where it is a known word or an instant. The
 * same text gets the same stand-in everywhere, and what findings hang on (whether a domain is the
 * tenant's first, whose principal name ends in it) stays true.
 */
export class Scrubber {
  readonly #ids = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  readonly #pages = new Map<string, string>();
  readonly #domains = new Map<string, string>();

  /** `known`: words and ids of the service; `words`: what its lines may be told with. Lower case. */
  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly words: ReadonlySet<string> = new Set(),
  ) {}

  /** A line of the kit or of the service: closed word by word, ids and names as in the bodies. */
  line(text: string): string {
    return text.replace(piece, (found) => {
      if (onlyGuids.test(found)) return this.#id(found);
      if (principal.test(found)) return this.text(found);
      if (instant.test(found) || serviceName.test(found) || graphHost.test(found)) return found;
      if (digits.test(found)) return found.length <= 4 ? found : '…';
      const parts = found.split(/[._-]+/).filter((part) => part !== '');
      // Two numbers in one word may be part of an address or of a telephone number.
      const isPlain = parts.every((part) => this.#isPlain(part)) && !/\d[^\d]+\d{2}/.test(found);
      if (domain.test(found) && !(isPlain && isField(found))) return this.#domain(found);
      return isPlain ? found : '…';
    });
  }

  #isPlain(part: string): boolean {
    if (/^\d{1,4}$/.test(part) || this.known.has(part.toLowerCase())) return true;
    // Codes of the service are words in a row: `BadRequest`.
    return part.split(/(?<=[a-z])(?=[A-Z])/).every((word) => this.words.has(word.toLowerCase()));
  }

  json(value: Json, key = ''): Json {
    if (typeof value === 'string') return this.text(value, key);
    if (Array.isArray(value)) return (value as readonly Json[]).map((one) => this.json(one, key));
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).map(([name, inner]) => [
      onlyGuids.test(name) || principal.test(name) ? this.text(name) : name,
      this.json(inner, name),
    ]);
    return Object.fromEntries(entries) as Json;
  }

  /** Version, path and query: ids, domains and principal names in it get the stand-ins of the bodies. */
  address(url: string): string {
    return url
      .replace(/(?<=\/domains\/)[^/?]+/gi, (name) =>
        encodeURIComponent(this.text(decodeURIComponent(name))),
      )
      .replace(guid, (id) => this.#id(id))
      .replace(/[^/?&=$()',]+(@|%40)[^/?&=$()',]+/gi, (name) =>
        encodeURIComponent(this.text(decodeURIComponent(name))),
      )
      .replace(/(?<=\$skiptoken=)[^&]+/gi, (token) =>
        standIn(this.#pages, token, (number) => `page${number}`),
      );
  }

  text(text: string, key = ''): string {
    if (text === '' || instant.test(text) || serviceName.test(text)) return text;
    if (onlyGuids.test(text)) return text.replace(guid, (id) => this.#id(id));
    if (/^https?:\/\//i.test(text)) return this.#link(text);
    if (text.split(',').every((part) => this.#isWord(part, key))) return text;
    const [, name = '', at = ''] = principal.exec(text) ?? [];
    if (at !== '') {
      const local = standIn(this.#texts, name, (number) => `user${number}`);
      return `${local}${/#EXT#$/i.test(name) ? '#EXT#' : ''}@${this.#domain(at)}`;
    }
    if (domain.test(text)) return this.#domain(text);
    return standIn(this.#texts, text, (number) => `text ${number}`);
  }

  #isWord(text: string, key: string): boolean {
    if (personal.test(key) || digits.test(text)) return false;
    // A person may be called like a word, but not like a role or one of Microsoft's policies.
    const isName = key === 'displayName';
    if (this.known.has(text.toLowerCase())) return !isName || /\S+ \S+/.test(text);
    return !isName && isPlainWord(text);
  }

  #id(id: string): string {
    if (this.known.has(id.toLowerCase())) return id;
    return standIn(this.#ids, id, (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  }

  #domain(name: string): string {
    const isFirst = /^[^.]+\.onmicrosoft\.com$/i.test(name);
    return standIn(this.#domains, name, (number) =>
      isFirst ? `tenant${number}.onmicrosoft.com` : `domain${number}.example`,
    );
  }

  /** A next page is followed when a recording is played; anything else is only a link. */
  #link(text: string): string {
    const { origin, pathname, search } = new URL(text);
    const isGraph = graphOrigin.test(origin) && /^\/(v1\.0|beta)\//.test(pathname);
    return isGraph ? `${origin}${this.address(pathname + search)}` : 'https://tenant.example/';
  }
}

function standIn(known: Map<string, string>, text: string, make: (n: number) => string): string {
  const key = text.toLowerCase();
  const made = known.get(key) ?? make(known.size + 1);
  known.set(key, made);
  return made;
}
