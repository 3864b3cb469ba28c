/** Refusals and faults as answers: one shape of JSON for programs, one page for people. */
import type { Context } from "hono";
import { DemarcheError, errorCodes } from "../model/error.ts";
import { Frame } from "./frame.tsx";
import type { Site } from "./site.ts";

/** Whether the answer is for a program: the API, or a list under its address with a suffix. */
export function isForProgram(context: Context): boolean {
  return (
    /^\/(?:api\/v1|mcp)\b|\.(?:json|csv|jsonl|atom)$/.test(context.req.path) ||
    (context.req.header("Accept") ?? "").startsWith("application/json")
  );
}

/** The answer to what was thrown. Anything but a refusal is a fault of ours: reported whole, shown without its stack. */
export function answerFailure(site: Site, thrown: unknown, context: Context): Response | Promise<Response> {
  const isRefusal = thrown instanceof DemarcheError;
  if (!isRefusal) site.report(thrown);
  const error = isRefusal
    ? thrown
    : new DemarcheError(
        "internal/fault",
        "this is a fault of Demarche: it was written to the terminal, please report it",
      );
  const { code, message, details } = error;
  const status = errorCodes[code].http as 400;
  if (typeof details["retryAfter"] === "number") context.header("Retry-After", String(details["retryAfter"]));
  if (code === "serve/sign-in") context.header("WWW-Authenticate", 'Bearer realm="demarche"');
  if (isForProgram(context)) return context.json({ ok: false, error: { code, message, details } }, status);
  return context.html(
    <Frame site={site} title={titleOf(code, status)} here="">
      <h1>{titleOf(code, status)}</h1>
      <p class="lead">{sentenceOf(message)}</p>
      <p class="dim">
        <code>{code}</code>
      </p>
    </Frame>,
    status,
  );
}

const titles: Readonly<Record<number, string>> = {
  400: "This address asks for something that is not understood",
  401: "Open the address from the terminal",
  403: "Refused",
  404: "Nothing here",
  409: "Changed meanwhile",
  413: "Too large",
  429: "Too often",
  500: "A fault of Demarche",
};

function titleOf(code: string, status: number): string {
  if (code === "serve/sign-in") return "Sign in again";
  return titles[status] ?? "That did not work";
}

function sentenceOf(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** @throws DemarcheError `serve/not-found`, always */
export function refuseUnknown(what: string): never {
  throw new DemarcheError("serve/not-found", `expected ${what}, found none`);
}
