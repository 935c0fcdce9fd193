export interface InputLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

export type InputFault = 'too-large' | 'too-deep' | 'forbidden-key' | 'not-plain';

const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * Is this plain JSON within the limits? Looked at before any schema, because a structured clone
 * may carry maps, dates, buffers, cycles and prototypes. Stops at the first byte too many.
 */
export function findInputFault(input: unknown, limits: InputLimits): InputFault | undefined {
  let bytes = 0;
  const walk = (value: unknown, depth: number): InputFault | undefined => {
    bytes += 2;
    if (depth > limits.maxDepth) {
      return 'too-deep';
    }
    if (typeof value === 'string') {
      bytes += value.length > limits.maxBytes ? value.length : Buffer.byteLength(value);
    } else if (typeof value === 'number') {
      bytes += 8;
      if (!Number.isFinite(value)) {
        return 'not-plain';
      }
    } else if (typeof value === 'object' && value !== null) {
      return bytes > limits.maxBytes ? 'too-large' : walkEntries(value, depth);
    } else if (value !== null && typeof value !== 'boolean') {
      return 'not-plain';
    }
    return bytes > limits.maxBytes ? 'too-large' : undefined;
  };
  const walkEntries = (value: object, depth: number): InputFault | undefined => {
    const prototype: unknown = Object.getPrototypeOf(value);
    const isList = Array.isArray(value);
    if (!isList && prototype !== Object.prototype && prototype !== null) {
      return 'not-plain';
    }
    // Holes of a sparse list would be walked one by one; its length alone can be four billion.
    if (isList && value.length > limits.maxBytes) {
      return 'too-large';
    }
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'symbol') {
        return 'not-plain';
      }
      if (isList && key === 'length') {
        continue;
      }
      if (forbiddenKeys.has(key)) {
        return 'forbidden-key';
      }
      if (isList && !/^\d+$/.test(key)) {
        return 'not-plain';
      }
      bytes += isList ? 1 : Buffer.byteLength(key) + 3;
      const fault = walk((value as Record<string, unknown>)[key], depth + 1);
      if (fault !== undefined) {
        return fault;
      }
    }
    return isList && Object.keys(value).length !== value.length ? 'not-plain' : undefined;
  };
  return walk(input, 1);
}
