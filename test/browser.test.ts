/** The screens in a real browser: no violation of accessibility, no overflow, no complaint; review by keyboard alone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { noBrowser, visit, type Visit } from "./kit/browser.ts";
import { addTexts, newFile, testTime } from "./kit/ledger.ts";

const skip = noBrowser;
const folder = "examples/cuba-thaw";

let ledger: Ledger;
let article = "";
let lot = 0;
let view = "";
before(async () => {
  ledger = await openLedger(newFile(), () => testTime);
  await ledger.live.follow([
    "https://a-feed-with-a-long-name.example/diplomacy/and/more/of/the/same/feed.xml",
  ]);
  const names = ["2014-12-17-announcement", "2015-01-22-first-talks", "2015-07-20-embassies"];
  await addTexts(
    ledger,
    names.map((name) => [
      readFileSync(path.join(folder, `${name}.txt`), "utf8"),
      { published: name.slice(0, 10), outlet: "Straits Courier" },
    ]),
  );
  article = (await ledger.articles({}, 1)).items[0]?.hash ?? "";
  const { items } = await ledger.records({ kind: "event" }, 3);
  const made = await ledger.desk.review({
    action: "accept",
    who: "reviewer",
    note: null,
    records: items.map(({ id, revision }) => ({ id, revision })),
  });
  lot = made.lot ?? 0;
  view = await ledger.desk.keep({ who: "reviewer", name: "Havana", list: "/statements?by=CUB", told: null });
  await ledger.desk.look("reviewer", view, 1, null);
});
after(() => ledger.close());

/** Addresses of every screen, full and empty. */
async function screens(): Promise<readonly string[]> {
  const event = (await ledger.records({ kind: "event" }, 1)).items[0]?.id ?? "";
  const actor = (await ledger.actors("Cuba"))[0]?.id ?? "";
  return [
    "/",
    "/relations",
    "/relations/USA/CUB",
    "/relations/USA/CUB?from=2015-07&to=2015-07&news=30",
    "/relations/USA/CUB/dossier",
    "/relations/FRA/DEU",
    "/conditions",
    "/conditions?view=cards",
    "/conditions?q=zeppelin",
    "/events",
    "/statements?by=CUB",
    `/records/${event}`,
    "/actors",
    `/actors/${actor}`,
    `/actors/${actor}/merge?into=Cuba`,
    `/actors/${actor}/merge?into=nobody`,
    "/articles",
    `/articles/${article}`,
    "/events/review?action=reject",
    `/review?id=${event}&action=accept`,
    "/review?action=accept",
    `/lots/${lot}`,
    "/views",
    "/changes",
    `/views/${view}`,
    "/search?q=embargo",
    "/search",
    "/search?q=zeppelin+flight",
    "/actors?name=nobody",
    "/articles?title=zeppelin",
    "/queue",
    "/alerts",
    "/add",
    "/health/feeds",
    "/try",
    "/api",
    "/nowhere",
  ];
}

/** Gathers what moves on a page by itself, and which elements. */
const watchShifts = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput && 0 < value) window.shifts.push(value + " " + sources.map(({ node }) => node?.outerHTML?.slice(0, 80)));
  }).observe({ type: "layout-shift", buffered: true });`;

async function checkPage(page: Page, address: string): Promise<void> {
  const [wide = 0, room = 0] = await page.evaluate<number[]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  assert.ok(wide <= room, `${address} is ${wide} wide in ${room}`);
  await page.evaluate(axe.source);
  const violations = await page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))",
  );
  assert.deepEqual(violations, [], address);
}

for (const [name, size, scheme] of [
  ["wide and light", { width: 1280, height: 900 }, "light"],
  ["320 px and dark", { width: 320, height: 640 }, "dark"],
  ["at 200 % zoom", { width: 640, height: 450 }, "light"],
] as const) {
  test(`every screen is accessible and fits, ${name}`, { skip, timeout: 180_000 }, async () => {
    const { page, origin, complaints, close } = await visit(ledger, size);
    try {
      await page.emulateMedia({ colorScheme: scheme });
      await page.addInitScript(watchShifts);
      for (const address of await screens()) {
        await page.goto(origin + address);
        await checkPage(page, address);
        assert.deepEqual(await page.evaluate("window.shifts"), [], `${address} moved while it was loaded`);
      }
      const unexpected = complaints.filter((it) => !it.includes("404"));
      assert.deepEqual(unexpected, []);
    } finally {
      await close();
    }
  });
}

/** Text of an article with many statements. */
function longText(n: number): string {
  const lines = Array.from(
    { length: n },
    (_, i) =>
      `“Harbour number ${i + 2} will stay closed for ${i + 3} weeks,” the foreign ministry of Cuba said on Monday. Officials gave no reason.`,
  );
  return `Harbour closed\n\n${lines.join("\n\n")}`;
}

async function open(ledgerOf: Ledger): Promise<Visit & { readonly hash: string }> {
  const hash = (await ledgerOf.articles({}, 1)).items[0]?.hash ?? "";
  const visiting = await visit(ledgerOf);
  await visiting.page.goto(`${visiting.origin}/articles/${hash}`);
  return { ...visiting, hash };
}

test("an actor is merged and split by keyboard alone", { skip, timeout: 120_000 }, async () => {
  const own = await openLedger(newFile(), () => testTime);
  const said = (name: string) =>
    `Canal\n\nForeign Minister ${name} of Poland said that the canal will stay open.`;
  await addTexts(own, [
    [said("Marek Dvolensky"), { published: "2019-03-04" }],
    [said("Marek Dwolenski"), { published: "2019-06-04" }],
  ]);
  const [into] = await own.actors("Marek Dvolensky");
  const { page, origin, complaints, close } = await visit(own);
  const press = async (name: RegExp): Promise<void> => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
      if (!name.test(focused)) continue;
      await page.keyboard.press("Enter");
      await page.waitForLoadState();
      return;
    }
    assert.fail(`nothing called ${name} is reached`);
  };
  try {
    await page.goto(`${origin}/actors/${into?.id}`);
    await press(/^Merge Marek Dwolenski into/);
    await page.waitForURL(/merge/);
    await press(/^Merge$/);
    await page.waitForURL(/#names/);
    await checkPage(page, "an actor with a merged one");
    assert.equal((await own.actors("Dwolenski"))[0]?.id, into?.id);
    await press(/^Split off Marek Dwolenski/);
    await page.waitForSelector("text=May be the same");
    assert.notEqual((await own.actors("Dwolenski"))[0]?.id, into?.id);
    await checkPage(page, "an actor after a split");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
    await own.close();
  }
});

test(
  "fifty cards are reviewed by keyboard, and reloading shows them so",
  { skip, timeout: 120_000 },
  async () => {
    const own = await openLedger(newFile(), () => testTime);
    await addTexts(own, [[longText(60), { published: "2026-01-05" }]]);
    const { page, complaints, close } = await open(own);
    try {
      const nCards = await page.locator("ol.cards > li").count();
      assert.ok(50 <= nCards, String(nCards));
      await page.keyboard.press("j");
      for (let i = 0; i < 50; i++) {
        await page.keyboard.press(i % 5 === 4 ? "r" : "a");
        await page.waitForSelector(`#progress:text-matches("^${i + 1} of")`);
      }
      await page.keyboard.press("u");
      await page.waitForSelector('#progress:text-matches("^49 of")');
      await page.reload();
      assert.match((await page.locator("#progress").textContent()) ?? "", /^49 of/);
      assert.equal(await page.locator(".decision.accept").count(), 40);
      assert.equal(await page.locator(".decision.reject").count(), 9);
      assert.deepEqual(complaints, []);
    } finally {
      await close();
      await own.close();
    }
  },
);

test("words, types and notes are set right by keyboard", { skip, timeout: 60_000 }, async () => {
  const own = await openLedger(newFile(), () => testTime);
  await addTexts(own, [[longText(2), { published: "2026-01-05" }]]);
  const { page, complaints, close } = await open(own);
  try {
    await page.keyboard.press("j");
    const words = page.locator("ol.cards > li.selected .words");
    const first = (await words.textContent()) ?? "";
    await page.keyboard.press("}");
    await page.waitForSelector("ol.cards > li.selected .decision.fix");
    const shorter = (await words.textContent()) ?? "";
    assert.ok(shorter.length < first.length, `${shorter} / ${first}`);
    await page.keyboard.press("u");
    await page.waitForSelector("ol.cards .decision", { state: "detached" });
    assert.equal((await page.locator("ol.cards > li.selected .words").textContent()) ?? "", first);
    await page.keyboard.press("e");
    await page.selectOption("#editor select[name=type]", "mixed");
    await page.keyboard.press("Enter");
    await page.locator("#editor button[value=save]").click();
    await page.waitForSelector("ol.cards .decision.fix");
    const { items } = await own.records({ kind: "statement", types: ["mixed"] }, 10);
    assert.equal(items.length, 1);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
    await own.close();
  }
});

test(
  "single keys can be switched off, and click selects without deciding",
  { skip, timeout: 60_000 },
  async () => {
    const own = await openLedger(newFile(), () => testTime);
    await addTexts(own, [[longText(3), { published: "2026-01-05" }]]);
    const { page, close } = await open(own);
    try {
      await page.locator("#text mark").first().click();
      await page.locator("ol.cards > li").nth(1).click();
      assert.equal(await page.locator(".decision").count(), 0);
      await page.keyboard.press("?");
      await page.locator("#keys-on").uncheck();
      await page.keyboard.press("Escape");
      await page.keyboard.press("a");
      await page.waitForTimeout(300);
      assert.equal(await page.locator(".decision").count(), 0);
      await page.reload();
      assert.equal(await page.locator("#keys-on").isChecked(), false);
    } finally {
      await close();
      await own.close();
    }
  },
);

test("of two reviewers the second is told what the first decided", { skip, timeout: 60_000 }, async () => {
  const own = await openLedger(newFile(), () => testTime);
  await addTexts(own, [[longText(2), { published: "2026-01-05" }]]);
  const { page, context, hash, origin, close } = await open(own);
  try {
    const second = await context.newPage();
    await second.goto(`${origin}/articles/${hash}`);
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.waitForSelector(".decision.accept");
    await second.keyboard.press("j");
    await second.keyboard.press("r");
    await second.waitForSelector("#message:not([hidden])");
    assert.match((await second.locator("#message").textContent()) ?? "", /changed meanwhile/);
    assert.equal(await second.locator(".decision.accept").count(), 1);
    assert.equal(await second.locator(".decision.reject").count(), 0);
    await second.keyboard.press("r");
    await second.waitForSelector(".decision.reject");
    await page.keyboard.press("u");
    await page.waitForSelector("#message:not([hidden])");
    assert.match((await page.locator("#message").textContent()) ?? "", /changed meanwhile/);
    assert.equal(await page.locator(".decision.reject").count(), 1, "the second's decision stands");
  } finally {
    await close();
    await own.close();
  }
});

test("an article is read in the browser, as the program reads it", { skip, timeout: 120_000 }, async () => {
  const { page, origin, complaints, close } = await visit(ledger);
  try {
    await page.goto(`${origin}/try`);
    await page.fill("textarea", readFileSync(path.join(folder, "2015-01-22-first-talks.txt"), "utf8"));
    await page.click("#try button");
    await page.waitForSelector("#try-result .cards > li", { timeout: 60_000 });
    const talks = (await ledger.articles({ since: 16457, until: 16457 }, 1)).items[0];
    assert.equal(await page.locator("#try-result .cards > li").count(), talks?.mentions);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
});

test("300 kB of text with two thousand records stay fluid", { skip, timeout: 180_000 }, async () => {
  const own = await openLedger(newFile(), () => testTime);
  await addTexts(own, [[longText(2600), { published: "2026-01-05" }]]);
  const { page, close } = await open(own);
  try {
    const text = await page.locator("#text").evaluate((it) => it.textContent?.length ?? 0);
    assert.ok(300_000 <= text, String(text));
    const nCards = await page.locator("ol.cards > li").count();
    assert.ok(2000 <= nCards, String(nCards));
    // What a key costs is what it touches: the same few elements, however many there are.
    const touched = await page.evaluate<number[]>(`(async () => {
      const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const counts = [];
      const observer = new MutationObserver(() => {});
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      for (let i = 0; i < 20; i++) {
        press("j");
        counts.push(observer.takeRecords().length);
        await frame();
      }
      return counts;
    })()`);
    assert.ok(Math.max(...touched) <= 12, touched.join(" "));
  } finally {
    await close();
    await own.close();
  }
});

/** A page made to hang a reader: 100,000 nodes, scripts, styles, frames, links that run. */
function hostilePage(): string {
  const traps = [
    "<script>window.hurt = 1</script>",
    "<p>“<a href='javascript:window.hurt=1'>Follow</a> the <svg onload='window.hurt=1'><circle/></svg> line,” said Minister Celia Arnau.</p>",
    "<style>body { display: none } p { background: url(https://evil.example/x) }</style>",
    "<iframe src='https://evil.example/'></iframe><img src=x onerror='window.hurt=1'>",
    "<p onclick='window.hurt=1' style='position:fixed;inset:0'>The foreign ministry of Cuba said that it &lt;script&gt;window.hurt=1&lt;/script&gt; would stay.</p>",
  ];
  const rows = Array.from(
    { length: 12_000 },
    (_, i) => `<p><b>Row</b> <i>${i}</i> <span><em>said</em> <u>so</u></span></p>`,
  );
  const deep = `${"<div>".repeat(30_000)}<p>Deep words were said by Minister Celia Arnau.</p>${"</div>".repeat(30_000)}`;
  return `<html><head><title>Trap &lt;b&gt;</title></head><body><article>${traps.join("")}${rows.join("")}${deep}</article></body></html>`;
}

test("an article of 100,000 nodes shows as inert text, soon", { skip, timeout: 180_000 }, async () => {
  const html = hostilePage();
  assert.ok(100_000 < (html.match(/<\w/g) ?? []).length, String((html.match(/<\w/g) ?? []).length));
  const own = await openLedger(newFile(), () => testTime);
  await addTexts(own, [[html, { form: "html", published: "2026-01-05" }]]);
  const { page, complaints, close } = await open(own);
  try {
    assert.equal(await page.evaluate("window.hurt"), undefined);
    assert.equal(
      await page.locator("#text svg, #text iframe, #text img, #text style, #text script").count(),
      0,
    );
    assert.equal(await page.locator("#text a, #text [style], #text [onclick]").count(), 0);
    assert.equal(await page.locator("a[href^='javascript:']").count(), 0);
    await page.keyboard.press("j");
    await page.waitForSelector("ol.cards > li.selected");
    assert.deepEqual(complaints, []);
  } finally {
    await close();
    await own.close();
  }
});

test("on lists too single keys can be switched off", { skip, timeout: 60_000 }, async () => {
  const { page, origin, close } = await visit(ledger);
  try {
    await page.goto(`${origin}/events`);
    await page.keyboard.press("j");
    assert.equal(await page.locator("input[name=id]:focus").count(), 1);
    await page.keyboard.press("?");
    await page.locator("#keys-on").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("x");
    assert.equal(await page.locator("input[name=id]:checked").count(), 0);
    await page.goto(`${origin}/statements`);
    await page.keyboard.press("j");
    assert.equal(await page.locator("input[name=id]:focus").count(), 0);
  } finally {
    await close();
  }
});
