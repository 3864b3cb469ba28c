/** Which addresses may be connected to: public unicast ones, unless a host was allowed on purpose. */
import ipaddr from "ipaddr.js";

/** What a caller allows beyond the public web. */
export interface Allowance {
  /** Hosts in an intranet, `host` or `host:port`, lower case: private addresses and any port, never link-local ones. */
  readonly allowHosts: readonly string[];
  /** Exact `address:port` pairs; for tests on loopback. Nothing on the command line leads here. */
  readonly allowEndpoints: readonly string[];
}

/** Ranges an allowed host may lie in; link-local ones (cloud metadata) are never among them. */
const innerRanges: ReadonlySet<string> = new Set([
  "unicast",
  "private",
  "loopback",
  "carrierGradeNat",
  "uniqueLocal",
]);

/** IPv6 ranges that ipaddr.js counts as unicast: documentation (RFC 9637), NAT64 with a local prefix (RFC 8215), IPv4-compatible, discard-only. */
const closedRanges = [
  "3fff::/20",
  "2001:db8::/32",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "::/96",
  "100::/64",
  "fec0::/10",
  "5f00::/16",
].map((range) => ipaddr.parseCIDR(range));

/**
 * The range of an address: `unicast` for what is public, else why it isn't.
 *
 *     93.184.216.34      unicast
 *     ::ffff:10.0.0.1    private
 *     169.254.169.254    linkLocal
 *     64:ff9b::a00:1     reserved
 */
export function rangeOf(address: string): string {
  const bare = address.replace(/%.*$/, "").replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(bare)) return "unknown";
  const parsed = ipaddr.process(bare); // IPv4-mapped IPv6 becomes IPv4.
  const range = parsed.range();
  if (range !== "unicast" || parsed.kind() === "ipv4") return range;
  return closedRanges.some(([base, bits]) => parsed.match(base, bits)) ? "reserved" : range;
}

/** Why a host may not be reached at an address; null when it may. */
export function refusalOf(host: string, address: string, port: number, allowance: Allowance): string | null {
  const range = rangeOf(address);
  if (range === "unicast") return null;
  if (allowance.allowEndpoints.includes(`${address}:${port}`)) return null;
  if (isAllowedHost(host, port, allowance) && innerRanges.has(range)) return null;
  return range;
}

export function isAllowedHost(host: string, port: number, allowance: Allowance): boolean {
  const name = host.toLowerCase();
  return allowance.allowHosts.some((allowed) => allowed === name || allowed === `${name}:${port}`);
}
