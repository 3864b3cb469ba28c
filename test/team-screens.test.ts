/** A team's screens in a real browser: accessible, fitting, by keyboard alone, without a script, wide and narrow, light and dark. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { browserPath, noBrowser } from "./kit/browser.ts";
import { addArticle, openTeamSite, passwords } from "./kit/team.ts";

const skip = noBrowser;
let article = "";
let origin = "";
let browser: Browser | null = null;
if (skip === false) {
  const site = await openTeamSite({ isPlain: true });
  origin = `http://127.0.0.1:${site.port}`;
  ({ article } = await addArticle(site));
  await site.tokenOf("ada", "reviewer", "2026-06-30");
  const revoked = await site.tokenOf("ada", "reader");
  await site.send(`/account/tokens/${revoked.slice(0, 12)}/revoke`, {}, "ada");
  await site.signIn("rob", "mistyped");
  await site.ledger.live.addAlert({
    id: "a1b2",
    list: "/conditions?by=CUB",
    target: "https://hooks.example/in",
    secret: "s",
  });
  browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox"],
  });
}
after(async () => browser?.close());

const screens = [
  "/",
  "/account",
  "/team",
  "/team/feeds",
  "/team/audit",
  "/team/audit?who=nobody",
  "/team/audit?since=x",
];

async function checkPage(page: Page, address: string): Promise<void> {
  const [wide = 0, room = 0] = await page.evaluate<number[]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  const widest = await page.evaluate<string>(
    "[...document.querySelectorAll('main *')].filter((it) => document.documentElement.clientWidth < it.getBoundingClientRect().right).map((it) => it.outerHTML.slice(0, 80)).join(' ')",
  );
  assert.ok(wide <= room, `${address} is ${wide} wide in ${room}: ${widest}`);
  await page.evaluate(axe.source);
  const violations = await page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))",
  );
  assert.deepEqual(violations, [], address);
  const folder = process.env["DEMARCHE_PICTURES"];
  if (folder === undefined) return;
  const { width = 0 } = page.viewportSize() ?? {};
  await page.screenshot({ path: `${folder}/${width}${address.replace(/\W/g, "-")}.png`, fullPage: true });
}

for (const [name, size, scheme] of [
  ["wide and light", { width: 1280, height: 900 }, "light"],
  ["320 px and dark", { width: 320, height: 640 }, "dark"],
] as const) {
  test(`a team's screens are accessible and fit, ${name}`, { skip, timeout: 180_000 }, async () => {
    const context = await (browser as Browser).newContext({ viewport: size, colorScheme: scheme });
    try {
      const page = await context.newPage();
      await page.goto(`${origin}/sign-in`);
      await checkPage(page, "/sign-in");
      await page.getByLabel("Name").fill("ada");
      await page.getByLabel("Password").fill("mistyped");
      await page.getByRole("button", { name: "Sign in" }).click();
      assert.match(await page.getByRole("alert").innerText(), /don't belong together/);
      await checkPage(page, "/sign-in failed");
      await page.getByLabel("Password").fill(passwords.ada);
      await page.getByRole("button", { name: "Sign in" }).click();
      for (const address of [...screens, `/articles/${article}/delete`]) {
        await page.goto(origin + address);
        await checkPage(page, address);
      }
      await page.goto(`${origin}/account`);
      await page.getByLabel("What it is for").fill("nightly figures");
      await page.getByRole("button", { name: "Make a token" }).click();
      assert.match(await page.getByRole("status").innerText(), /dmr_/);
      await checkPage(page, "/account with a token");
    } finally {
      await context.close();
    }
  });
}

test(
  "a reader steps through an article by keys, and decides nothing by one",
  { skip, timeout: 60_000 },
  async () => {
    const context = await (browser as Browser).newContext();
    try {
      const page = await context.newPage();
      const refusals: string[] = [];
      page.on("console", (message) => refusals.push(message.text()));
      await page.goto(`${origin}/sign-in?next=/articles/${article}`);
      await page.getByLabel("Name").fill("rob");
      await page.getByLabel("Password").fill(passwords.rob);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${origin}/articles/${article}`);
      const sent: string[] = [];
      page.on("request", (request) => sent.push(request.method()));
      await page.keyboard.press("j");
      assert.equal(await page.locator("#cards li.selected").count(), 1);
      await page.keyboard.press("a");
      await page.keyboard.press("n");
      await page.keyboard.press("]");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      assert.deepEqual([sent, refusals], [[], []]);
      assert.equal(await page.getByRole("button", { name: "Accept" }).count(), 0);
    } finally {
      await context.close();
    }
  },
);

test(
  "one signs in, is led back, and signs out by keyboard alone, with scripts switched off",
  { skip, timeout: 60_000 },
  async () => {
    const context = await (browser as Browser).newContext({ javaScriptEnabled: false });
    try {
      const page = await context.newPage();
      await page.goto(`${origin}/conditions?view=cards`);
      assert.equal(new URL(page.url()).pathname, "/sign-in");
      const press = async (...keys: readonly string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key);
      };
      await press("Tab", "Tab", "Tab"); // Past the way to the content and the name of the program.
      await page.keyboard.type("rob");
      await press("Tab");
      await page.keyboard.type(passwords.rob);
      await press("Enter");
      await page.waitForURL(`${origin}/conditions?view=cards`);
      assert.match(await page.locator(".badge").innerText(), /rob/);
      await page.getByRole("button", { name: "Sign out" }).focus();
      await press("Enter");
      await page.waitForURL(`${origin}/sign-in`);
      await page.goto(`${origin}/events`);
      assert.equal(new URL(page.url()).pathname, "/sign-in");
    } finally {
      await context.close();
    }
  },
);
