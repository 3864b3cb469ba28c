/** WARC files to sources: what is a page, encodings, caps, and files that are cut or damaged. */
import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import * as fc from "fast-check";
import { listWarc, type WarcOptions } from "../src/read/warc.ts";

interface Record {
  readonly type: string;
  readonly uri?: string;
  readonly contentType?: string;
  readonly block: Buffer | string;
}

function recordOf({ type, uri, contentType, block }: Record): Buffer {
  const bytes = Buffer.from(block);
  const lines = [
    "WARC/1.1",
    `WARC-Type: ${type}`,
    "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
    "WARC-Date: 2026-11-24T00:00:00Z",
    ...(uri === undefined ? [] : [`WARC-Target-URI: ${uri}`]),
    `Content-Type: ${contentType ?? "application/http; msgtype=response"}`,
    `Content-Length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes, Buffer.from("\r\n\r\n")]);
}

function responseOf(body: Buffer | string, headers = "Content-Type: text/html", status = 200): Buffer {
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${headers}\r\n\r\n`), Buffer.from(body)]);
}

const page = (n: number): Record => ({
  type: "response",
  uri: `https://paper.example/${n}`,
  block: responseOf(`<p>Page ${n} of the archive.</p>`),
});

const records: readonly Record[] = [
  { type: "warcinfo", contentType: "application/warc-fields", block: "software: by hand\r\n" },
  { type: "request", uri: "https://paper.example/1", block: "GET / HTTP/1.1\r\n\r\n" },
  page(1),
  {
    type: "response",
    uri: "https://paper.example/x.png",
    block: responseOf("png", "Content-Type: image/png"),
  },
  {
    type: "response",
    uri: "https://paper.example/gone",
    block: responseOf("gone", "Content-Type: text/html", 404),
  },
  { type: "conversion", uri: "<https://paper.example/2>", contentType: "text/plain", block: "Plain words." },
  { type: "resource", uri: "https://paper.example/3", contentType: "text/html", block: "<p>Kept.</p>" },
  { type: "metadata", contentType: "application/warc-fields", block: "a: b" },
  {
    type: "response",
    uri: "dns:paper.example",
    contentType: "text/dns",
    block: "paper.example. 1 A 192.0.2.1",
  },
  page(4),
];
const plain = Buffer.concat(records.map(recordOf));
const perRecord = Buffer.concat(records.map((it) => zlib.gzipSync(recordOf(it))));
const oneMember = zlib.gzipSync(plain);
const uris = [1, 2, 3, 4].map((n) => `https://paper.example/${n}`);

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Addresses of the sources and codes of the refusals, in order. */
async function listed(bytes: Uint8Array, size = 65_536, options: WarcOptions = {}): Promise<string[]> {
  const out: string[] = [];
  for await (const item of listWarc(chunksOf(bytes, size), options)) {
    out.push("source" in item ? (item.source.url ?? "no address") : item.refusal.code);
  }
  return out;
}

async function messageOf(bytes: Uint8Array): Promise<string> {
  let last = "";
  for await (const item of listWarc(chunksOf(bytes, 65_536)))
    if ("refusal" in item) last = item.refusal.message;
  return last;
}

async function bodyOf(headers: string, body: Buffer): Promise<string> {
  const bytes = recordOf({
    type: "response",
    uri: "https://paper.example/1",
    block: responseOf(body, headers),
  });
  for await (const item of listWarc(chunksOf(bytes, 1000))) {
    return "source" in item ? Buffer.from(item.source.content as Uint8Array).toString() : item.refusal.code;
  }
  return "nothing";
}

test("pages of an archive, plain or gzipped, whatever the chunks", async () => {
  for (const bytes of [plain, perRecord, oneMember]) {
    for (const size of [1, 7, 1000, 1_000_000]) assert.deepEqual(await listed(bytes, size), uris);
  }
});

test("a source has the page's facts, and no date of publication", async () => {
  for await (const item of listWarc(chunksOf(perRecord, 100))) {
    assert.ok("source" in item);
    assert.deepEqual(
      { ...item.source, content: Buffer.from(item.source.content as Uint8Array).toString() },
      {
        content: "<p>Page 1 of the archive.</p>",
        form: "html",
        contentType: "text/html",
        url: "https://paper.example/1",
        outlet: null,
        title: null,
        authors: [],
        published: null,
      },
    );
    break;
  }
});

test("transfer and content encodings", async () => {
  const words = "<p>Talks resumed on Tuesday.</p>";
  const gzip = zlib.gzipSync(words);
  const chunked = (body: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${body.length.toString(16)};x=y\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]);
  const html = "Content-Type: text/html\r\n";
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ["Content-Encoding: gzip", gzip, words],
    ["Content-Encoding: GZIP", gzip, words],
    ["Content-Encoding: deflate", zlib.deflateSync(words), words],
    ["Content-Encoding: deflate", zlib.deflateRawSync(words), words],
    ["Transfer-Encoding: chunked", chunked(Buffer.from(words)), words],
    ["Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip), words],
    ["Transfer-Encoding: chunked", Buffer.from(words), words],
    ["Content-Encoding: gzip", Buffer.from(words), words],
    ["Content-Encoding: br", Buffer.from(words), words],
    ["Content-Encoding: br", zlib.brotliCompressSync(words), "warc/unreadable"],
    ["Content-Encoding: gzip", gzip.subarray(0, 20), "warc/unreadable"],
    ["Content-Encoding: gzip, gzip", zlib.gzipSync(gzip), "warc/unreadable"],
    ["X: y", Buffer.alloc(0), "nothing"],
  ];
  for (const [headers, body, expected] of cases) {
    assert.equal(await bodyOf(html + headers, body), expected, headers);
  }
});

test("a page over the cap is refused and the next one follows", async () => {
  const large = { ...page(1), block: responseOf("x".repeat(200_000)) };
  const bomb = {
    ...page(2),
    block: responseOf(
      zlib.gzipSync(Buffer.alloc(500_000)),
      "Content-Type: text/html\r\nContent-Encoding: gzip",
    ),
  };
  const bytes = Buffer.concat([large, bomb, page(3)].map(recordOf));
  const expected = ["read/too-large", "read/too-large", "https://paper.example/3"];
  assert.deepEqual(await listed(bytes, 1000, { maxRecordBytes: 100_000 }), expected);
  assert.deepEqual(await listed(zlib.gzipSync(bytes), 1000, { maxRecordBytes: 100_000 }), expected);
});

test("a file that is cut or damaged gives what stood before, and one refusal", async () => {
  const lastStart = plain.length - recordOf(page(4)).length;
  assert.deepEqual(await listed(plain.subarray(0, plain.length - 20)), [
    ...uris.slice(0, 3),
    "warc/unreadable",
  ]);
  assert.match(
    await messageOf(plain.subarray(0, plain.length - 20)),
    new RegExp(`after 9 whole records, at byte ${lastStart} unpacked`),
  );
  assert.deepEqual(await listed(perRecord.subarray(0, -40)), [...uris.slice(0, 3), "warc/unreadable"]);
  assert.match(await messageOf(perRecord.subarray(0, -40)), /gzip data cut, after 9 whole records/);
  assert.deepEqual(await listed(oneMember.subarray(0, -4)), [...uris, "warc/unreadable"]);
  // Even when only the check sum at the very end is missing.
  assert.deepEqual(await listed(perRecord.subarray(0, -4)), [...uris, "warc/unreadable"]);
  const damaged = Buffer.from(perRecord);
  const at = perRecord.length - 60;
  damaged[at] = (damaged[at] as number) ^ 0xff;
  const items = await listed(damaged);
  assert.deepEqual(items.slice(0, 3), uris.slice(0, 3));
  assert.equal(items.at(-1), "warc/unreadable");
});

test("what is no archive", async () => {
  const cases = [
    "",
    "words",
    "\n\n\n",
    "WARC/1.1",
    "WARC/1.1\r\n\r\n",
    "WARC/1.1\r\nContent-Length: -1\r\n\r\n",
    "WARC/1.1\r\nContent-Length: 9e9\r\n\r\n",
    "WARC/1.1\r\n" + "a: b\r\n".repeat(1000),
    "WARC/1.1\r\n" + "a".repeat(200_000),
    "\n".repeat(5000),
  ];
  for (const text of cases) {
    assert.deepEqual(await listed(Buffer.from(text)), ["warc/unreadable"], JSON.stringify(text.slice(0, 30)));
  }
  assert.deepEqual(await listed(zlib.gzipSync("words")), ["warc/unreadable"]);
});

test("an archive cut anywhere gives whole pages, then at most one refusal, and never throws", async () => {
  const whole = fc.constantFrom(plain, perRecord, oneMember);
  await fc.assert(
    fc.asyncProperty(
      whole,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      async (bytes, part, size) => {
        const items = await listed(bytes.subarray(0, Math.floor(part * (bytes.length - 1))), size);
        const pages = items.filter((it) => it !== "warc/unreadable");
        assert.deepEqual(pages, uris.slice(0, pages.length));
        assert.ok(items.length - pages.length <= 1);
        if (bytes === oneMember) assert.equal(items.at(-1), "warc/unreadable");
      },
    ),
    { numRuns: 200 },
  );
});

test("no damage makes it throw", async () => {
  const hits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(plain, perRecord, oneMember), hits, async (bytes, changes) => {
      const damaged = Buffer.from(bytes);
      for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
      const items = await listed(damaged, 100);
      assert.ok(items.length <= records.length + 1);
    }),
    { numRuns: 200 },
  );
});

test("the source is let go when the reader stops early", async () => {
  let isClosed = false;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield recordOf(page(1));
    } finally {
      isClosed = true;
    }
  }
  for await (const item of listWarc(source())) {
    assert.ok("source" in item);
    break;
  }
  assert.ok(isClosed);
});
