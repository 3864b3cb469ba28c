/** An address as typed or redirected to, checked before anything is resolved: scheme, credentials, port, literal IP. */
import { isIP } from "node:net";
import { DemarcheError } from "../model/error.ts";
import { type Allowance, isAllowedHost, refusalOf } from "./address.ts";

/**
 * The URL, without its fragment. The URL parser turns every spelling of an IPv4 address (`0x7f.1`, `2130706433`,
 * `0177.0.0.1`) into four decimal parts, so that one check meets them all.
 *
 * With a base it is where that page redirects to: then it may not leave https.
 *
 * @throws DemarcheError `fetch/scheme`, `fetch/address`, `fetch/redirects`
 */
export function checkTarget(text: string, base: URL | null, allowance: Allowance): URL {
  const shown = text.slice(0, 200);
  let url: URL;
  try {
    url = base === null ? new URL(text) : new URL(text, base);
  } catch (error) {
    throw new DemarcheError(
      "fetch/scheme",
      `expected an http(s) address, found "${shown}"`,
      {},
      { cause: error },
    );
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new DemarcheError(
      "fetch/scheme",
      `expected an http(s) address, found the scheme "${url.protocol}"`,
      {
        url: shown,
      },
    );
  }
  if (base?.protocol === "https:" && url.protocol === "http:") {
    const message = `expected to stay with https, found a redirect from ${base.href} to ${shown}: ask for that if you want it`;
    throw new DemarcheError("fetch/redirects", message, { url: base.href });
  }
  if (url.username !== "" || url.password !== "") {
    // The address is not repeated: it holds a password.
    throw new DemarcheError(
      "fetch/address",
      `expected an address without user name and password, found one for ${url.hostname}: leave them out`,
    );
  }
  const port = portOf(url);
  const host = hostOf(url);
  const { allowEndpoints } = allowance;
  const isOpenPort = port === 80 || port === 443 || isAllowedHost(host, port, allowance);
  if (!isOpenPort && !allowEndpoints.some((endpoint) => endpoint.endsWith(`:${port}`))) {
    throw new DemarcheError(
      "fetch/address",
      `expected port 80 or 443, found ${port} of ${host}: allow the host on purpose if it is yours`,
      { host, port },
    );
  }
  if (isIP(host) !== 0) {
    const range = refusalOf(host, host, port, allowance);
    if (range !== null) throw addressRefusal(host, host, range);
  }
  url.hash = "";
  return url;
}

export function addressRefusal(host: string, address: string, range: string): DemarcheError {
  return new DemarcheError(
    "fetch/address",
    `expected a host on the public web, found ${host} at ${address} (${range}): allow the host on purpose if it is yours`,
    { host, address, range },
  );
}

export function portOf(url: URL): number {
  return url.port !== "" ? Number(url.port) : url.protocol === "https:" ? 443 : 80;
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}
