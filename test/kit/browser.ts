/** A real browser for tests, where the machine has one: Chromium of the system, without a download. */
import { existsSync } from "node:fs";
import { after } from "node:test";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { loadRelationRules } from "../../src/relation/load.ts";
import { createApp, listen, loadAssets, type Site } from "../../src/serve/serve.ts";
import type { Ledger } from "../../src/store/store.ts";
import { testTime } from "./ledger.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const found = [process.env["DEMARCHE_CHROMIUM"] ?? "", ...places].find((place) => existsSync(place)) ?? null;

/** Where it is. */
export const browserPath: string = found ?? "";

/** Why tests with a browser can't run here; false when they can. */
export const noBrowser: string | false =
  found === null
    ? "no Chromium on this machine (apt-get install chromium): screens are not looked at in a browser"
    : false;

let browser: Promise<Browser> | null = null;
after(async () => (await browser)?.close());

/** A ledger served on a free port, and a browser that has been let in. */
export interface Visit {
  readonly origin: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the console and the page complained of; a test asserts that it is empty. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens a ledger in a browser of a size. */
export async function visit(
  ledger: Ledger,
  size: { readonly width: number; readonly height: number } = { width: 1280, height: 900 },
): Promise<Visit> {
  browser ??= chromium.launch({ executablePath: found as string, args: ["--no-sandbox"] });
  const unread: Site["analyze"] = () => Promise.reject(new Error("this test reads nothing"));
  const server = await listen(0, (access) =>
    createApp({
      ledger,
      analyze: unread,
      fetchPage: null,
      access,
      ...loadAssets(),
      relationRules: loadRelationRules(),
      who: "reviewer",
      now: () => testTime,
      report: (error) => complaints.push(String(error)),
    }),
  );
  const complaints: string[] = [];
  const context = await (await browser).newContext({ viewport: size });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const { origin } = new URL(server.url);
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("blob:")) {
      complaints.push(`a request to elsewhere: ${request.url()}`);
    }
  });
  await page.goto(server.url);
  return {
    origin,
    page,
    context,
    complaints,
    async close() {
      await context.close();
      await server.close();
    },
  };
}
