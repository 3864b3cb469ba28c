/** What may be sent to be added: bombs, floods of parts, names that lead elsewhere. Each is answered, in bounded memory. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { zipSync } from "fflate";
import { openDesk } from "../src/cli/desk.ts";
import { sourceOf } from "../src/model/article.ts";
import { openSite, type TestSite } from "./kit/site.ts";
import { openTeamSite } from "./kit/team.ts";

interface Shown {
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
}

/** Waits until everything that was added is done. */
async function settled(site: TestSite): Promise<readonly Shown[]> {
  for (let i = 0; i < 2000; i++) {
    const { runs } = (await site.json("/add.json")) as { runs: { items: Shown[] }[] };
    const items = runs.flatMap((run) => run.items);
    if (items.every(({ state }) => state !== "waiting" && state !== "reading")) return items;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("what was sent was not read in time");
}

/** Sends files as the page's form does. */
function upload(site: TestSite, files: readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[]) {
  const form = new FormData();
  for (const [name, bytes] of files) form.append("files", new File([bytes], name));
  return site.ask("/add/files", { method: "POST", body: form, headers: { "Sec-Fetch-Site": "same-origin" } });
}

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
/** 200 MB of one letter, in 200 kB. */
const bomb = copy(gzipSync(Buffer.alloc(200_000_000, "a")));

test("archives are not opened, however small they look", { timeout: 120_000 }, async () => {
  const effects = {
    stdin: (async function* () {})(),
    isTyped: false,
    stdout: { write: async () => {}, isTerminal: false, width: 80 },
    stderr: { write: async () => {}, isTerminal: false, width: 80 },
    environment: {},
    fetcher: null,
  };
  const desk = openDesk({ fetch: false, allowHost: [] }, effects);
  const site = await openSite({ analyze: desk.analyze });
  const inner = zipSync({ "a.txt": new Uint8Array(20_000_000).fill(97) });
  const before = process.memoryUsage().rss;
  await upload(site, [
    ["story.html.gz", bomb],
    ["story.txt", bomb],
    ["story.html", bomb],
    ["stories.zip", copy(zipSync({ "b.zip": inner }))],
    ["story.warc.gz", copy(gzipSync(`WARC/1.0\r\nWARC-Type: response\r\n\r\n${"x".repeat(1_000_000)}`))],
  ]);
  const items = await settled(site);
  await desk.close();
  assert.equal(items.length, 5);
  for (const { name, state, reason } of items) {
    // What is no archive by its first bytes is read as the text that it is not, and then nothing is in it.
    assert.ok(["failed", "new", "known", "again"].includes(state), name);
    if (state === "failed") assert.notEqual(reason, "", name);
  }
  assert.ok(process.memoryUsage().rss - before < 600_000_000, "nothing was unpacked");
  for (const { hash } of (await site.ledger.articles({}, 10)).items)
    assert.ok(((await site.ledger.wholeArticle(hash))?.text.length ?? 0) < 2_000_000, "nothing was unpacked");
});

test("a body that says it is packed is refused or taken as it stands", async () => {
  const site = await openSite();
  const response = await site.ask("/add/text", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip" },
    body: bomb,
  });
  assert.equal(response.status, 400);
});

test("too many files are refused together, and so are too many addresses", async () => {
  const site = await openSite();
  const files = Array.from({ length: 501 }, (_, i) => [`${i}.txt`, copy(Buffer.from("A text."))] as const);
  const refused = await upload(site, files);
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /at most 500 files at once, found 501/);
  const urls = Array.from({ length: 501 }, (_, i) => `https://a.example/${i}`).join("\n");
  assert.equal((await site.send("/add/url", { urls })).status, 400);
  assert.deepEqual(await settled(site), []);
});

test(
  "a flood of parts, a part without end, and parts that are none are answered",
  { timeout: 120_000 },
  async () => {
    const site = await openSite();
    const edge = "edge";
    const post = (body: string, type = `multipart/form-data; boundary=${edge}`): Promise<Response> =>
      site.ask("/add/files", { method: "POST", headers: { "Content-Type": type }, body });
    const part = `--${edge}\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n`;
    const field = `--${edge}\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\ny\r\n`;
    for (const [name, body] of [
      ["twenty thousand parts", part.repeat(20_000) + `--${edge}--\r\n`],
      [
        "a part without end",
        `--${edge}\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nabc`,
      ],
      ["a head without end", `--${edge}\r\nContent-Disposition: ${"x".repeat(1_000_000)}`],
      ["no part", `--${edge}--\r\n`],
      ["nothing", ""],
      ["names of objects", field.repeat(50) + `--${edge}--\r\n`],
    ] as const) {
      const response = await post(body);
      assert.equal(response.status, 400, name);
      await response.body?.cancel();
    }
    assert.equal((await post("x", "multipart/form-data")).status, 400, "no boundary");
    assert.equal(({} as Record<string, unknown>)["y"], undefined);
    assert.deepEqual(await settled(site), []);
  },
);

test("a file's name says what it is called and leads nowhere", async () => {
  const site = await openSite();
  const text = (i: number) =>
    copy(Buffer.from(`Port closes\n\n“Pier ${i} stays closed,” the foreign ministry of Cuba said.`));
  const names = [
    "../../etc/passwd.txt",
    "..\\..\\boot.ini.txt",
    "/etc/shadow.txt",
    "a\u0000b\r\nSet-Cookie: x.txt",
    `${"long".repeat(200)}.txt`,
    "<script>alert(1)</script>.txt",
    ".txt",
  ];
  await upload(
    site,
    names.map((name, i) => [name, text(i)]),
  );
  const items = await settled(site);
  assert.equal(items.length, names.length);
  for (const { name, state } of items) {
    assert.doesNotMatch(name, /[/\\\u0000-\u001f]/u);
    assert.ok(name.length <= 200);
    assert.equal(state, "new", name);
  }
  const html = await site.page("/add");
  assert.doesNotMatch(html, /<script>alert/);
});

test("what is read is a source of bytes, whatever its name", () => {
  assert.equal(sourceOf(bomb).form, null);
});

test("a body without a length is read as any other, and one that is too large is cut off", async () => {
  const team = await openTeamSite();
  const Authorization = `Bearer ${await team.tokenOf("rob", "reader")}`;
  const send = (method: string, path: string, body?: string) =>
    team.ask(path, {
      method,
      headers: { Authorization, "Content-Type": "application/json", "Transfer-Encoding": "chunked" },
      ...(body === undefined ? {} : { body }),
    });
  const kept = await send("POST", "/api/v1/views", JSON.stringify({ list: "/events", name: "Events" }));
  assert.equal(kept.status, 200, kept.text);
  const { view } = JSON.parse(kept.text) as { view: { id: string } };
  assert.equal((await send("DELETE", `/api/v1/views/${view.id}`)).status, 200);
  const large = await send("POST", "/api/v1/views", `{"name":"${"x".repeat(21 * 1024 * 1024)}"}`);
  assert.equal(large.status, 413);
});
