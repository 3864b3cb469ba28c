/**
 * The pictures of docs/guide.md and docs/serve.md, made from the bundled examples: `npm run pictures` writes docs/pictures/. Needs
 * Chromium on the machine; its place may be given in DEMARCHE_CHROMIUM.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { loadKnowledge } from "../src/knowledge.ts";
import { sourceOf } from "../src/model/article.ts";
import { analyze } from "../src/pipeline.ts";
import { readFeed } from "../src/read/feed.ts";
import { loadRelationRules } from "../src/relation/load.ts";
import { createApp, listen, loadAssets } from "../src/serve/serve.ts";
import { openLedger } from "../src/store/store.ts";

const examples = "examples/cuba-thaw";
const out = "docs/pictures";
const madeAt = "2016-11-01T00:00:00.000Z";
const folder = mkdtempSync(path.join(tmpdir(), "demarche-pictures-"));

const ledger = await openLedger(path.join(folder, "demo.db"), () => madeAt);
const knowledge = await loadKnowledge();
const files = readdirSync(examples).filter((name) => /^\d{4}-\d\d-\d\d-.*\.(txt|html)$/.test(name));
const sources = [
  ...files.map((name) =>
    sourceOf(readFileSync(path.join(examples, name)), {
      form: name.endsWith(".txt") ? "text" : "html",
      published: name.slice(0, 10),
    }),
  ),
  ...readFeed(readFileSync(path.join(examples, "feed.xml"), "utf8")).sources,
].sort((a, b) => ((a.published ?? "") < (b.published ?? "") ? -1 : 1));
/** What somebody has looked at before the last articles came, so that there is something new. */
const seenUntil = "2015-09";
let view = "";
for (const source of sources) {
  if (view === "" && seenUntil <= (source.published ?? "")) {
    const kept = (name: string, list: string) => ledger.desk.keep({ who: "demo", name, list, told: null });
    await kept("United States – Cuba", "/relations/USA/CUB");
    await kept("Talks since 2015", "/events?type=CONSULT&since=2015");
    view = await kept("What Havana demands", "/conditions?by=CUB");
  }
  const reading = analyze(knowledge, source);
  await ledger.deposit([{ source, reading, prints: { site: null, prints: [] } }], [], []);
}
const server = await listen(0, (access) =>
  createApp({
    ledger: { ...ledger, label: "thaw.db" },
    analyze: () => Promise.reject(new Error("nothing is added while pictures are taken")),
    fetchPage: null,
    access,
    ...loadAssets(),
    relationRules: loadRelationRules(),
    who: "demo",
    now: () => madeAt,
    report: (error) => console.error(error),
  }),
);
const browser = await chromium.launch({
  executablePath: process.env["DEMARCHE_CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
const { origin } = new URL(server.url);
await page.goto(server.url);
mkdirSync(out, { recursive: true });

/** Takes one picture, after some keys; of the part of the page that begins at a selector, where one is given. */
async function take(
  name: string,
  address: string,
  { keys = [], from }: { readonly keys?: readonly string[]; readonly from?: string } = {},
): Promise<void> {
  await page.goto(origin + address);
  if (from !== undefined) {
    const box = await page.locator(from).first().boundingBox();
    await page.evaluate(`window.scrollTo(0, ${Math.max(0, (box?.y ?? 0) - 24)})`);
  }
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
  }
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  console.log(`${out}/${name}.png`);
}

const talks = (await ledger.articles({ title: "Havana talks" }, 1)).items[0]?.hash ?? "";
await take("start", "/");
await take("add", "/add");
await take("relation", "/relations/USA/CUB", { from: "text=How it stands" });
await take("changed", "/relations/USA/CUB", { from: "#changed" });
await take("span", "/relations/USA/CUB?from=2015-01&to=2015-12", { from: "text=/^Events by month/" });
await take("conditions", "/conditions?view=cards");
await take("lot", "/events?type=CONSULT", {
  keys: ["j", "x", "j", "x", "j", "j", "x"],
});
await take("preview", "/events/review?type=CONSULT&action=reject");
await take("view", `/views/${view}`);
await take("review", `/articles/${talks}`, { keys: ["j", "a", "j"] });
await page.emulateMedia({ colorScheme: "dark" });
await page.setViewportSize({ width: 390, height: 800 });
await take("narrow", "/conditions");

await browser.close();
await server.close();
await ledger.close();
rmSync(folder, { recursive: true, force: true });
