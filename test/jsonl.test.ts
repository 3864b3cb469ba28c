/** Lines of JSON: splitting bytes, and what a line asks for or why it can't be read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { parseRequest, splitLines } from "../src/read/jsonl.ts";

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Lines as they are, refusals as their code. */
async function split(
  text: string | Uint8Array,
  sizes: readonly number[] = [65_536],
  most?: number,
): Promise<string[]> {
  const out: string[] = [];
  for await (const it of splitLines(chunksOf(Buffer.from(text), sizes), most)) {
    out.push("line" in it ? it.line : it.error.code);
  }
  return out;
}

test("lines end at \\n and nowhere else", async () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\nb", ["a", "b"]],
    ["\n", [""]],
    ["a\n\nb\n", ["a", "", "b"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["a\rb\vc\fd\u0085e\u2028f\u2029g\n", ["a\rb\vc\fd\u0085e\u2028f\u2029g"]],
    ["\ufeffa\n\ufeffb\n", ["a", "\ufeffb"]],
    ["\ufeff\n", [""]],
    ["a\u0000b\n", ["a\u0000b"]],
  ];
  for (const [text, lines] of cases) {
    assert.deepEqual(await split(text), lines, JSON.stringify(text));
    assert.deepEqual(await split(text, [1]), lines, `${JSON.stringify(text)} byte by byte`);
  }
  assert.deepEqual(await split(Uint8Array.of(0x61, 0xff, 0x0a, 0xe2, 0x80, 0x0a)), ["a\ufffd", "\ufffd"]);
});

test("a line over the cap is one refusal, and the next line is read", async () => {
  assert.deepEqual(await split("aaaaa\nbbbbbb\nccccc\n", [2], 5), ["aaaaa", "jsonl/too-large", "ccccc"]);
  assert.deepEqual(await split("bbbbbb", [4], 5), ["jsonl/too-large"]);
  assert.deepEqual(await split("bbbbbbbb\n\ufeffa\n", [3], 5), ["jsonl/too-large", "\ufeffa"]);
});

test("any chunks give the same lines", async () => {
  const text = fc.array(
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\n", "\r\n", "\ufeff", "😀", "\u2028")),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(text, sizes, async (parts, sizes) => {
      const whole = parts.join("").toWellFormed();
      const expected = whole.replace(/^\ufeff/, "").split("\n");
      if (expected.at(-1) === "" && (whole === "" || whole.endsWith("\n"))) expected.pop();
      assert.deepEqual(
        await split(whole, sizes),
        expected.map((line) => line.replace(/\r$/, "")),
      );
    }),
  );
});

test("requests", () => {
  const line =
    '{"id":7,"html":"<p>a</p>","url":"https://a.example/","date":"2014-12-17T10:00:00Z","outlet":"O","title":"T","more":[1]}';
  assert.deepEqual(parseRequest(line), {
    id: 7,
    source: {
      content: "<p>a</p>",
      form: "html",
      contentType: null,
      url: "https://a.example/",
      outlet: "O",
      title: "T",
      authors: [],
      published: "2014-12-17",
    },
  });
  const ids: readonly (readonly [string, unknown])[] = [
    ['{"text":"a"}', null],
    ['{"id":null,"text":"a"}', null],
    ['{"id":"","text":"a"}', ""],
    ['{"id":"é\\u2028😀","text":"a"}', "é\u2028😀"],
    ['{"id":-1.5,"text":"a"}', -1.5],
    ['{"id":"1","text":"\\ud800 \\u0000"}', "1"],
    ['{"id":1,"text":"a","html":null,"date":""}', 1],
    ['{"id":1,"id":2,"text":"a"}', 2],
    ['{"id":1,"text":"a","__proto__":{"url":"x"},"constructor":1}', 1],
  ];
  for (const [text, id] of ids) {
    const request = parseRequest(text);
    assert.ok("source" in request, text);
    assert.equal(request.id, id, text);
    assert.equal(request.source.url, null);
  }
  for (const [date, published] of [
    ["2014", "2014"],
    ["2014-12", "2014-12"],
    ["2014-12-17 10:00", "2014-12-17"],
  ]) {
    const request = parseRequest(JSON.stringify({ text: "a", date }));
    assert.equal("source" in request && request.source.published, published);
  }
});

test("lines that are refused, with what was found", () => {
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ["", null, /found an empty line/],
    ["   ", null, /found an empty line/],
    ["{", null, /one JSON object/],
    ["[]", null, /found an array/],
    ["null", null, /found null/],
    ["7", null, /found a number/],
    ['{"text":"a"} {"text":"b"}', null, /one JSON object/],
    ["{}", null, /found neither/],
    ['{"id":"a"}', "a", /found neither/],
    ['{"id":"a","text":"a","html":"b"}', "a", /found both/],
    ['{"id":"a","text":7}', "a", /"text" to be a string, found a number/],
    ['{"id":"a","text":["b"]}', "a", /"text" to be a string, found an array/],
    ['{"id":"a","text":"b","url":{}}', "a", /"url" to be a string, found an object/],
    ['{"id":"a","text":"b","date":"2014-02-30"}', "a", /"date" such as .* found "2014-02-30"/],
    ['{"id":"a","text":"b","date":"17.12.2014"}', "a", /"date" such as/],
    ['{"id":{},"text":"b"}', null, /"id" to be a string or a number, found an object/],
    ['{"id":true,"text":"b"}', null, /found a boolean/],
    ['{"id":9007199254740993,"text":"b"}', null, /give it as a string/],
    ['{"id":1e400,"text":"b"}', null, /give it as a string/],
  ];
  for (const [line, id, message] of cases) {
    const request = parseRequest(line);
    assert.ok("error" in request, line);
    assert.equal(request.id, id, line);
    assert.equal(request.error.code, "jsonl/malformed");
    assert.match(request.error.message, message);
    assert.doesNotMatch(request.error.message, /\.$/);
  }
});

test("no line makes it throw, and every answer has an id that JSON gives back", () => {
  const field = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.constant(null),
    fc.array(fc.string()),
  );
  const keys = fc.constantFrom("id", "text", "html", "url", "date", "title", "__proto__", "toString");
  const object = fc.array(fc.tuple(keys, field), { maxLength: 5 });
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    object.map(
      (pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
    ),
  );
  fc.assert(
    fc.property(line, fc.nat(), (text, cut) => {
      for (const it of [text, text.slice(0, cut % (text.length + 1))]) {
        const request = parseRequest(it);
        assert.equal(JSON.parse(JSON.stringify(request.id)), request.id === 0 ? 0 : request.id);
        assert.ok("error" in request || typeof request.source.content === "string");
      }
    }),
    { numRuns: 500 },
  );
});
