/** Sending word to an address that somebody gave: one POST under the guards of pages, without redirects. */
import { DemarcheError } from "../model/error.ts";
import { version } from "../version.ts";
import type { Allowance } from "./address.ts";
import { exchange } from "./exchange.ts";
import { type FetchOptions, resolveHost } from "./fetch.ts";
import { checkTarget } from "./target.ts";

const limits = {
  connectMs: 10_000,
  idleMs: 15_000,
  totalMs: 30_000,
  headerBytes: 32 * 1024,
  packedBytes: 64 * 1024,
  bodyBytes: 64 * 1024,
};

/** Where and under what guards to send. */
export type SendOptions = Pick<
  FetchOptions,
  "allowHosts" | "allowEndpoints" | "limits" | "resolve" | "signal"
>;

/**
 * Checks an address before it is kept: scheme, port, literal private addresses.
 *
 * @throws DemarcheError `fetch/scheme`, `fetch/address`
 */
export function checkReceiver(url: string, options: SendOptions): string {
  return checkTarget(url, null, allowanceOf(options)).href;
}

/**
 * Posts JSON; any status from 200 to 299 is success.
 *
 * @throws DemarcheError `fetch/*`
 */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: SendOptions,
): Promise<void> {
  const allowance = allowanceOf(options);
  const target = checkTarget(url, null, allowance);
  const { status } = await exchange(target, {
    allowance,
    limits: { ...limits, ...options.limits },
    userAgent: `demarche/${version} (+alerts)`,
    resolve: options.resolve ?? resolveHost,
    isCutAllowed: true,
    headers: {
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(body)),
      ...headers,
    },
    body,
    signal: options.signal,
  });
  if (200 <= status && status < 300) return;
  throw new DemarcheError("fetch/status", `expected status 200 to 299, found ${status}: ${target.host}`, {
    host: target.host,
    status,
  });
}

function allowanceOf({ allowHosts = [], allowEndpoints = [] }: SendOptions): Allowance {
  return { allowHosts: allowHosts.map((host) => host.toLowerCase()), allowEndpoints };
}
