/**
 * Bodies of a bounded size. Where a length is given it is believed (the server cuts off at it); where none is, the bytes
 * are counted as they come. Hono's own limit makes a new request of the old one, which Node's server does not hand out
 * in a form that allows it: every body without a length was a fault.
 */
import type { MiddlewareHandler } from "hono";
import type { DemarcheError } from "../model/error.ts";

/**
 * Refuses bodies that are larger.
 *
 * @param most bytes
 * @param refusal what is thrown
 */
export function limitBody(most: number, refusal: () => DemarcheError): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req;
    if (raw.method === "GET" || raw.method === "HEAD" || raw.body === null) return next();
    const length = raw.headers.get("Content-Length");
    if (length !== null && !raw.headers.has("Transfer-Encoding")) {
      if (most < (Number.parseInt(length, 10) || 0)) throw refusal();
      return next();
    }
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for await (const chunk of raw.body as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
      size += chunk.length;
      if (most < size) throw refusal();
      chunks.push(chunk);
    }
    const { url, method, headers } = raw;
    context.req.raw = new Request(url, {
      method,
      headers,
      body: size === 0 ? null : new Blob(chunks),
    });
    return next();
  };
}
