declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Object ids as Graph prints them (GUID, lower case). */
export type UserId = Branded<'UserId'>;
export type GroupId = Branded<'GroupId'>;
export type PolicyId = Branded<'PolicyId'>;

/** Hex SHA-256 of a text. Passed in: this room has no crypto. */
export interface Sha256 {
  (text: string): string;
  /** The same of a text that comes in pieces; left out: whole texts only. */
  readonly pieces?: (texts: Iterable<string>) => string;
}

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const guidLength = 36;

/** An object id as Graph prints it, whoever wrote it in capitals: lists name one account alike. */
export function objectId(text: string): string {
  return text.length === guidLength ? text.toLowerCase() : text;
}

/** True for a lower- or upper-case GUID in the usual form. */
export function isGuid(text: string): boolean {
  return guidPattern.test(text.toLowerCase());
}
