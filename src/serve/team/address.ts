/** Where a request comes from: the other end of the connection, or what our proxy says it was. */
import type { Context } from "hono";
import ipaddr from "ipaddr.js";

/** What the socket tells the app beside the request. */
export interface Peer {
  readonly peer: string;
}

/**
 * The network address, as short as it can be written.
 *
 * @param trustsProxy takes the last address of X-Forwarded-For, which our proxy put there; those before it are what
 *   the client said
 */
export function addressOf(context: Context, trustsProxy: boolean): string {
  const peer = (context.env as Partial<Peer> | undefined)?.peer ?? "";
  const told = trustsProxy ? (context.req.header("X-Forwarded-For") ?? "").split(",").at(-1)?.trim() : "";
  return plain(told ?? "") ?? plain(peer) ?? "unknown";
}

function plain(address: string): string | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** What is counted as one: of IPv6 the network, since everybody has as many addresses of it as they like. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return `${ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":")}/64`;
}
