/** The screens of alerts and of the queue: what they say and do, and that a browser, a keyboard and a narrow one can use them. */
import assert from "node:assert/strict";
import type http from "node:http";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { openAlerting } from "../src/cli/alerting.ts";
import { sourceOf } from "../src/model/article.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { noBrowser, visit } from "./kit/browser.ts";
import { runDemarche } from "./kit/effects.ts";
import { newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { serve } from "./kit/loopback.ts";
import { openSite } from "./kit/site.ts";

const alert = { target: "https://desk.example/hook", secret: "0f".repeat(32) };

const arrival = (n: number) => ({
  source: sourceOf(`Ministers meet in Lima, number ${n}.`, { form: "text" }),
  name: `https://gazette.example/${n}`,
  input: null,
});

/** Four documents: one given up, one put off, one in hand, one waiting. */
async function fillQueue({ live }: Ledger): Promise<void> {
  await live.enqueue([0, 1, 2, 3].map(arrival), false);
  const [lost, later] = await live.claim(3, 60_000);
  const reason = { code: "read/empty", message: "expected words, found none" };
  await live.putOff(lost as NonNullable<typeof lost>, reason, null);
  await live.putOff(
    later as NonNullable<typeof later>,
    { code: "internal/fault", message: "slipped" },
    30_000,
  );
}

testOnBoth("the queue tells what waits, what is in hand, and what was given up and why", async (ledger) => {
  await fillQueue(ledger);
  const { page, send } = await openSite({ ledger });
  const html = await page("/queue");
  assert.match(html, /1 waiting · 2 in hand or put off · 1 given up/);
  assert.match(html, /expected words, found none <code>read\/empty<\/code>/);
  assert.match(html, /put off until 2026-01-01 00:00:30 UTC after attempt 1: slipped/);
  assert.match(html, /in a worker&#39;s hands, attempt 1; due again 2026-01-01 00:01:00 UTC/);
  const [given] = (await ledger.live.queueList(9)).quarantined;
  assert.equal((await send(`/queue/${given?.id}/retry`, {})).status, 303);
  assert.deepEqual(await ledger.live.queue(), { waiting: 2, held: 2, quarantined: 0 });
  assert.equal((await send(`/queue/${given?.id}/retry`, {})).status, 404, "it is not given up any more");
});

testOnBoth("what was given up is let out as a whole, or dropped with its failure", async (ledger) => {
  await fillQueue(ledger);
  const { send, page } = await openSite({ ledger });
  const [given] = (await ledger.live.queueList(9)).quarantined;
  await send("/queue/retry", {});
  assert.equal((await ledger.live.queue()).quarantined, 0);
  const [again] = (await ledger.live.claim(9, 60_000)).filter(({ id }) => id === given?.id);
  await ledger.live.putOff(again as NonNullable<typeof again>, { code: "read/empty", message: "no" }, null);
  const waiting = (await ledger.live.queueList(9)).held[0]?.id ?? "";
  assert.equal((await send(`/queue/${waiting}/drop`, {})).status, 404, "only what was given up");
  assert.equal((await send(`/queue/${given?.id}/drop`, {})).status, 303);
  assert.equal((await ledger.live.queue()).quarantined, 0);
  assert.ok(!(await ledger.failures()).some(({ name }) => name === given?.name));
  assert.match(await page("/queue"), /0 given up/);
});

test("an empty queue and no alerts say how they come to be", async () => {
  const { page } = await openSite();
  assert.match(await page("/queue"), /Nothing waits\. <code>demarche add --queue/);
  assert.match(await page("/alerts"), /Nobody is told of anything yet/);
  assert.match(await page("/alerts"), /This server sends nothing/);
});

test("an alert is added with its key shown once, tried, tried again and removed", async (t) => {
  const ledger = await openLedger(newFile(), () => testTime);
  t.after(() => ledger.close());
  let isUp = true;
  const got: { readonly headers: http.IncomingHttpHeaders; readonly body: string }[] = [];
  const hook = await serve(t, (path, response) => {
    if (path !== "/hook") return;
    let body = "";
    response.req.setEncoding("utf8").on("data", (part: string) => void (body += part));
    response.req.on("end", () => {
      got.push({ headers: response.req.headers, body });
      response.writeHead(isUp ? 204 : 500).end();
    });
  });
  const { send, page } = await openSite({ ledger, alerting: openAlerting(ledger, hook.options) });
  assert.match(await page("/alerts?on=/events%3Fby%3DCUB"), /value="\/events\?by=CUB"/);
  const target = `${hook.origin}/hook`;
  const added = await (await send("/alerts/add", { list: "/events?by=CUB", target })).text();
  const [kept] = await ledger.live.alerts();
  assert.ok(added.includes(kept?.secret ?? "none"));
  assert.ok(!(await page("/alerts")).includes(kept?.secret ?? ""));
  assert.deepEqual([kept?.list, kept?.target], ["/events?by=CUB", target]);

  const tried = await (await send(`/alerts/${kept?.id}/test`, {})).text();
  assert.match(tried, /took a message without records/);
  const message = JSON.parse(got[0]?.body ?? "{}") as Record<string, unknown>;
  assert.deepEqual([message["test"], message["records"], message["alert"]], [true, [], kept?.id]);
  assert.equal(got[0]?.headers["demarche-delivery"], `${kept?.id}-test`);
  isUp = false;
  assert.match(await (await send(`/alerts/${kept?.id}/test`, {})).text(), /took nothing.*fetch\/status/);
  assert.equal((await ledger.live.alerts())[0]?.n_failures, 0, "a trial changes nothing");

  await ledger.live.noteAlert({
    ...(kept as NonNullable<typeof kept>),
    n_failures: 8,
    message: "expected status 200 to 299, found 500 [fetch/status]",
    quarantined_at: testTime,
  });
  assert.match(await page("/alerts"), /1 alert, 1 given up.*failed 8 times: expected status/s);
  assert.equal((await send(`/alerts/${kept?.id}/resume`, {})).status, 303);
  assert.equal((await ledger.live.alerts())[0]?.quarantined_at, null);
  assert.equal((await send(`/alerts/${kept?.id}/remove`, {})).status, 303);
  assert.equal((await send(`/alerts/${kept?.id}/test`, {})).status, 404);
  assert.deepEqual(await ledger.live.alerts(), []);
});

test("what can't be an alert is refused beside what was typed, and nothing private is reached", async () => {
  const ledger = await openLedger(newFile(), () => testTime);
  after(() => ledger.close());
  const { send } = await openSite({ ledger, alerting: openAlerting(ledger, {}) });
  for (const [list, target, code] of [
    ["/nothing", alert.target, "serve/bad-request"],
    ["/events?since=soon", alert.target, "serve/bad-request"],
    ["/events", "http://127.0.0.1/hook", "fetch/address"],
    ["/events", "ftp://desk.example/", "fetch/scheme"],
  ] as const) {
    const response = await send("/alerts/add", { list, target });
    assert.equal(response.status, 400, list);
    const html = await response.text();
    assert.ok(html.includes(`<code>${code}</code>`), `${list} ${target}`);
    assert.ok(html.includes(`value="${list}"`), "what was typed is still there");
  }
  assert.deepEqual(await ledger.live.alerts(), []);
});

test("demarche alert test tells whether the receiver takes it", async () => {
  const file = newFile();
  const ledger = await openLedger(file);
  await ledger.live.addAlert({ id: "L1", list: "/events", target: "https://desk.invalid/", secret: "00" });
  await ledger.close();
  assert.equal((await runDemarche(["alert", "test", "L2", "--ledger", file])).status, 1);
  const failed = await runDemarche(["alert", "test", "L1", "--ledger", file]);
  assert.match(failed.stderr, /\[fetch\/network\]/);
});

let full: Ledger;
let empty: Ledger;
before(async () => {
  [full, empty] = [await openLedger(newFile(), () => testTime), await openLedger(newFile(), () => testTime)];
  await fillQueue(full);
  await full.live.addAlert({ id: "L1", list: "/conditions?by=CUB&to=USA", ...alert });
  await full.live.addAlert({ id: "L2", list: "/events", ...alert });
  const [, failed] = await full.live.alerts();
  await full.live.noteAlert({
    ...(failed as NonNullable<typeof failed>),
    n_failures: 8,
    message: "expected status 200 to 299, found 500: https://desk.example/hook [fetch/status]",
    quarantined_at: testTime,
  });
});
after(() => Promise.all([full.close(), empty.close()]));

for (const [name, size, scheme] of [
  ["wide and light", { width: 1280, height: 900 }, "light"],
  ["320 px and dark", { width: 320, height: 640 }, "dark"],
] as const) {
  test(`both screens are accessible and fit, ${name}`, { skip: noBrowser, timeout: 180_000 }, async () => {
    for (const ledger of [full, empty]) {
      const { page, origin, complaints, close } = await visit(ledger, size);
      try {
        await page.emulateMedia({ colorScheme: scheme });
        for (const address of ["/alerts", "/queue"]) {
          await page.goto(origin + address);
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
        assert.deepEqual(complaints, []);
      } finally {
        await close();
      }
    }
  });
}

test(
  "what was given up is tried again by keyboard alone",
  { skip: noBrowser, timeout: 120_000 },
  async () => {
    const { page, origin, close } = await visit(full);
    try {
      await page.goto(`${origin}/queue`);
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate<string>("document.activeElement.textContent")) === "Try it again") break;
      }
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      assert.equal((await full.live.queue()).quarantined, 0);
    } finally {
      await close();
    }
  },
);
