/** A claim that may be undecided: `null` is "not known", never "no". */
export type Claim = boolean | null;

/** True as soon as one is true; otherwise undecided if one is undecided. */
export function anyOf(claims: Iterable<Claim>): Claim {
  let result: Claim = false;
  for (const claim of claims) {
    if (claim === true) return true;
    if (claim === null) result = null;
  }
  return result;
}

/** False as soon as one is false; otherwise undecided if one is undecided. */
export function allOf(claims: Iterable<Claim>): Claim {
  let result: Claim = true;
  for (const claim of claims) {
    if (claim === false) return false;
    if (claim === null) result = null;
  }
  return result;
}

export function not(claim: Claim): Claim {
  return claim === null ? null : !claim;
}
