/** By keyboard alone: where focus goes and that it is seen, Escape, the switch for single keys, reloading; and what pages weigh. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { noBrowser, visit } from "./kit/browser.ts";
import { addTexts, newFile, testTime } from "./kit/ledger.ts";

const skip = noBrowser;
let ledger: Ledger;
let article = "";
before(async () => {
  ledger = await openLedger(newFile(), () => testTime);
  const names = ["2014-12-17-announcement", "2015-01-22-first-talks"];
  await addTexts(
    ledger,
    names.map((name) => [
      readFileSync(`examples/cuba-thaw/${name}.txt`, "utf8"),
      { published: name.slice(0, 10), outlet: "Straits Courier" },
    ]),
  );
  article = (await ledger.articles({}, 1)).items[0]?.hash ?? "";
});
after(() => ledger.close());

/** Of what has the focus: its name, and what is wrong with how it shows. */
const lookAtFocus = `(() => {
  const it = document.activeElement;
  if (it === null || it === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const name = it.outerHTML.slice(0, 90);
  const faults = [];
  if (outlineStyle === "none" || outlineWidth === "0px") faults.push("no outline");
  if (box.width === 0 || box.height === 0) faults.push("nothing to be seen");
  // Marks of one chart may lie on each other.
  const own = it.closest("svg") ?? it;
  const isItself = at !== null && (own.contains(at) || at.contains(own));
  if (!isItself) faults.push("covered by " + (at?.outerHTML.slice(0, 60) ?? "nothing"));
  const order = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].indexOf(it);
  return { name, faults, order };
})()`;

for (const [size, width] of [
  ["wide", 1280],
  ["narrow", 320],
] as const) {
  test(
    `focus goes through every screen in order and is always seen, ${size}`,
    { skip, timeout: 240_000 },
    async () => {
      const { page, origin, close } = await visit(ledger, { width, height: 700 });
      try {
        const screens = [
          "/",
          "/relations/USA/CUB",
          "/conditions",
          "/events/review?action=reject",
          "/add",
          "/views",
        ];
        for (const address of [...screens, `/articles/${article}`]) {
          await page.goto(origin + address);
          let last = -1;
          for (let i = 0; i < 60; i++) {
            await page.keyboard.press("Tab");
            const seen = await page.evaluate<{ name: string; faults: string[]; order: number } | null>(
              lookAtFocus,
            );
            if (seen === null) break;
            assert.deepEqual(seen.faults, [], `${address}, stop ${i + 1}: ${seen.name}`);
            assert.ok(last < seen.order, `${address}, stop ${i + 1} goes back: ${seen.name}`);
            last = seen.order;
          }
          assert.ok(5 < last, `${address}: ${last} stops`);
        }
      } finally {
        await close();
      }
    },
  );
}

test(
  "Escape closes what is open and lets go of the record, and works with single keys off",
  { skip, timeout: 60_000 },
  async () => {
    const { page, origin, close } = await visit(ledger);
    try {
      await page.goto(`${origin}/articles/${article}`);
      await page.keyboard.press("j");
      assert.equal(await page.locator("ol.cards > li.selected").count(), 1);
      await page.keyboard.press("e");
      assert.equal(await page.locator("dialog[open]").count(), 1);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      assert.equal(await page.locator("ol.cards > li.selected").count(), 1, "the record stays selected");
      await page.keyboard.press("?");
      await page.locator("#keys-on").uncheck();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      for (const key of ["?", "k", "a"]) await page.keyboard.press(key);
      assert.equal(await page.locator("dialog[open]").count(), 0, "the question mark is a single key too");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("ol.cards > li.selected").count(), 0);
      await page.locator("#help").focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("dialog[open]").count(), 1, "the keys can be switched on again");
    } finally {
      await close();
    }
  },
);

test(
  "reloading restores the record that was selected, and every list as it was filtered",
  { skip, timeout: 60_000 },
  async () => {
    const { page, origin, complaints, close } = await visit(ledger);
    try {
      await page.goto(`${origin}/articles/${article}`);
      for (const key of ["j", "j", "j"]) await page.keyboard.press(key);
      await page.waitForURL(/#[sec]\w{16}$/);
      const selected = page.locator("ol.cards > li.selected");
      const before = await selected.getAttribute("id");
      await page.reload();
      assert.equal(await selected.getAttribute("id"), before);
      await page.keyboard.press("Escape");
      await page.waitForURL(/[0-9a-f]{64}$/);
      for (const address of [
        "/events?type=CONSULT&by=USA&since=2014",
        "/conditions?view=cards&to=CUB",
        "/relations/USA/CUB?from=2014-12&to=2015-01&count=reports&news=30",
        "/search?q=embassy",
      ]) {
        await page.goto(origin + address);
        const shown = await page.locator("main").innerText();
        await page.reload();
        assert.equal(await page.locator("main").innerText(), shown, address);
        assert.equal(page.url(), origin + address);
      }
      assert.deepEqual(complaints, []);
    } finally {
      await close();
    }
  },
);

/** News in which two states do a hundred things to each other, and demand. */
function busyText(n: number): string {
  const acts = ["criticized", "sanctioned", "threatened", "met the foreign minister of"];
  const lines = Array.from({ length: 25 }, (_, i) => {
    const [by, to] = i % 2 === 0 ? ["Cuba", "the United States"] : ["The United States", "Cuba"];
    return `${by} ${acts[(i + n) % acts.length]} ${to} over harbour number ${n * 25 + i}. “Harbour ${n * 25 + i} stays closed for weeks,” the foreign ministry of Cuba said. Cuba will open quay ${n * 25 + i} only if the United States lifts embargo number ${n * 25 + i}.`;
  });
  return `Harbours ${n}\n\n${lines.join("\n\n")}`;
}

test(
  "no screen of a busy ledger weighs more than 200 kB or moves while it is loaded",
  { skip, timeout: 240_000 },
  async () => {
    const busy = await openLedger(newFile(), () => testTime);
    await addTexts(
      busy,
      Array.from({ length: 12 }, (_, i) => [
        busyText(i),
        { published: `2015-${String(i + 1).padStart(2, "0")}-10`, outlet: `Courier ${i}` },
      ]),
    );
    const { page, origin, close } = await visit(busy);
    try {
      await page.addInitScript(
        `window.moved = 0; new PerformanceObserver((list) => { for (const it of list.getEntries()) if (!it.hadRecentInput) window.moved += it.value; }).observe({ type: "layout-shift", buffered: true });`,
      );
      const actor = (await busy.actors("Cuba"))[0]?.id ?? "";
      const hash = (await busy.articles({}, 1)).items[0]?.hash ?? "";
      for (const address of [
        "/",
        "/relations/USA/CUB",
        "/relations/USA/CUB/dossier",
        "/conditions",
        "/conditions?view=cards",
        "/events",
        "/statements",
        "/events/review?action=reject",
        "/changes",
        `/actors/${actor}`,
        `/articles/${hash}`,
        "/search?q=harbour",
        "/api",
      ]) {
        await page.goto(origin + address);
        const weight = await page.evaluate<number>(
          `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce((sum, it) => sum + it.decodedBodySize, 0)`,
        );
        assert.ok(weight <= 200_000, `${address} weighs ${Math.round(weight / 1000)} kB`);
        assert.equal(await page.evaluate("window.moved"), 0, `${address} moved`);
      }
    } finally {
      await close();
      await busy.close();
    }
  },
);

test(
  "a preview and a dossier print whole, without what is for screens only",
  { skip, timeout: 60_000 },
  async () => {
    const { page, origin, close } = await visit(ledger);
    try {
      await page.emulateMedia({ media: "print" });
      await page.goto(`${origin}/events/review?action=reject`);
      assert.ok(0 < (await page.locator("ul.lines li:visible").count()));
      assert.equal(await page.locator("button:visible, input:visible, nav:visible").count(), 0);
      await page.goto(`${origin}/relations/USA/CUB/dossier`);
      assert.ok(0 < (await page.locator("dl.sheet details li:visible").count()));
      assert.equal(await page.locator("button:visible, input:visible, nav:visible").count(), 0);
    } finally {
      await close();
    }
  },
);
