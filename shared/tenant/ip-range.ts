const octet = /^(0|[1-9]\d{0,2})$/;
const hextet = /^[0-9a-f]{1,4}$/i;

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => octet.test(part) && Number(part) <= 255);
}

/** Eight groups, or fewer around one `::`; the last two may be written as an IPv4 address. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const isMapped = last?.includes('.') === true;
  if (isMapped && !isIpv4(last)) return false;
  const plain = isMapped ? groups.slice(0, -1) : groups;
  const size = plain.length + (isMapped ? 2 : 0);
  return (
    plain.every((group) => hextet.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
  );
}

/** An address, or a range in CIDR notation: `203.0.113.0/24`, `2001:db8::/32`. */
export function isIpRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return false;
  const bits = isIpv4(address) ? 32 : isIpv6(address) ? 128 : null;
  if (bits === null) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
