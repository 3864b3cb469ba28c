/**
 * Which addresses may be connected to: public unicast ones and no others. A page we are asked to read must not
 * be able to reach the reader's own machine or network.
 */
import ipaddr from "ipaddr.js";

/** IPv6 prefixes that carry an IPv4 address, which is what counts. */
const nat64 = ipaddr.IPv6.parse("64:ff9b::");

/**
 * Whether an IP address is public unicast. IPv4 within IPv6 (mapped, NAT64, 6to4, compatible) is judged by the
 * IPv4 address. Anything that is no plain address is not.
 *
 *     yes: 93.184.215.14   2606:4700::1111
 *     no:  127.0.0.1   10.0.0.1   169.254.169.254   100.64.0.1   ::1   fe80::1   fc00::1   ::ffff:10.0.0.1
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === "ipv4") return parsed.range() === "unicast";
  const six = parsed as ipaddr.IPv6;
  if (six.isIPv4MappedAddress()) return isPublicAddress(six.toIPv4Address().toString());
  const parts = six.parts;
  if (six.match(nat64, 96)) return isPublicAddress(fourFrom(parts[6] as number, parts[7] as number));
  if (parts[0] === 0x2002) return isPublicAddress(fourFrom(parts[1] as number, parts[2] as number));
  if (parts.slice(0, 6).every((part) => part === 0)) return false; // IPv4-compatible, loopback, unspecified.
  return six.range() === "unicast";
}

function fourFrom(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
