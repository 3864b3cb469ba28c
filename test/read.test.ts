/** Reading: decoding, telling HTML from text, languages, fingerprints, and what pages of a site have in common. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Article, type BlockRole, sourceOf } from "../src/model/article.ts";
import { DemarcheError } from "../src/model/error.ts";
import { decodeBytes } from "../src/read/decode.ts";
import { fingerprintOf } from "../src/read/fingerprint.ts";
import { normalizeBlock } from "../src/read/normalize.ts";
import {
  draftArticle,
  needsDetector,
  needsHtml,
  newSiteMemory,
  printBlocks,
  readArticle,
  settleDraft,
  siteOf,
} from "../src/read/read.ts";
import type { SiteLimits } from "../src/read/site.ts";
import { readers } from "./kit/article.ts";
import { readText } from "./kit/read.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16le = (text: string): Uint8Array =>
  new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);

const english =
  "The two ministers met in Valletta on Monday and agreed that their envoys would return before the spring.";

test("decoding: mark, carrier, declaration, zero bytes, UTF-8, and at last windows-1252", () => {
  const declared = (charset: string): string => `<html><head><meta charset="${charset}"></head><p>caf\u00e9`;
  const cases: readonly (readonly [Uint8Array, string | null, string, string, boolean])[] = [
    [bytesOf("\ufeffcafé"), "text/plain; charset=windows-1251", "café", "utf-8", false],
    [bytesOf("café"), null, "café", "utf-8", false],
    [bytesOf("café"), "text/html; charset=iso-8859-1", "café", "utf-8", false],
    [latin("caf\u00e9"), null, "café", "windows-1252", true],
    [latin("caf\u00e9 \u0093so\u0094"), "text/html; charset=ISO-8859-1", "café “so”", "windows-1252", false],
    [latin("\u00cf\u00f0\u00e8"), 'text/plain; charset="windows-1251"', "При", "windows-1251", false],
    [latin(declared("iso-8859-2")), null, declared("iso-8859-2"), "iso-8859-2", false],
    [latin("\u00cf\u00f0\u00e8 x"), "text/plain; charset=nonsense-9", "Ïðè x", "windows-1252", true],
    [utf16le("Envoys return"), null, "Envoys return", "utf-16le", false],
    [utf16le("\ufeffEnvoys é"), null, "Envoys é", "utf-16le", false],
    [new Uint8Array(0), null, "", "utf-8", false],
  ];
  for (const [bytes, contentType, text, encoding, isGuessed] of cases) {
    assert.deepEqual(decodeBytes(bytes, contentType), { text, encoding, isGuessed });
  }
});

test("windows-1252 beyond Latin-1 is decoded alike by every release of Node", () => {
  const { text } = decodeBytes(latin("\u0080\u0085\u0091\u0092\u0093\u0094\u0096\u0097\u009f\u00e9"), null);
  assert.equal(text, "€…‘’“”–—Ÿé");
});

test("a guessed encoding is remarked upon, a known one is not", () => {
  const codes = (bytes: Uint8Array): string[] =>
    readArticle(readers, sourceOf(bytes)).diagnostics.map((it) => it.code);
  assert.deepEqual(codes(latin(`${english} Caf\u00e9s were closed.`)), ["read/charset"]);
  assert.deepEqual(codes(bytesOf(`${english} Cafés were closed.`)), []);
});

test("what is no text is refused by name; what has no words is refused as empty", () => {
  const refused: readonly (readonly [Uint8Array | string, string, RegExp])[] = [
    [latin("%PDF-1.7 stream"), "read/binary", /PDF/],
    [latin("PK\u0003\u0004...."), "read/binary", /zip/],
    [latin("\u0089PNG\r\n"), "read/binary", /PNG/],
    [Uint8Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 1 : 65)), "read/binary", /binary data/],
    ["", "read/empty", /no words/],
    [" \n\t--- \u200b", "read/empty", /no words/],
  ];
  for (const [content, code, message] of refused) {
    assert.throws(
      () => readArticle(readers, sourceOf(content)),
      (error) => error instanceof DemarcheError && error.code === code && message.test(error.message),
    );
  }
});

test("any bytes give an article or a refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        assert.ok(0 < readArticle(readers, sourceOf(bytes)).blocks.length);
      } catch (error) {
        assert.ok(error instanceof DemarcheError && error.code.startsWith("read/"), String(error));
      }
    }),
  );
});

test("HTML is told from text by the carrier, then by its tags", () => {
  const isHtml = (content: string, contentType: string | null = null): boolean =>
    needsHtml(sourceOf(content, { contentType }));
  assert.ok(isHtml("<!doctype html><title>x</title>"));
  assert.ok(isHtml("\n<!-- x --><html><p>x"));
  assert.ok(isHtml("<div><p>One.</p><p>Two.</p></div>"));
  assert.ok(isHtml("Envoys", "text/html; charset=utf-8"));
  assert.ok(!isHtml(english));
  assert.ok(!isHtml("If a < b and c > d, then <p> is a tag and a <b is not"));
  assert.ok(!isHtml("<Laughter> The minister said no. <Applause>"));
});

test("a short English text needs no detector, another language does", () => {
  const needs = (text: string): boolean => needsDetector(draftArticle(readers, sourceOf(text)));
  assert.ok(!needs(english));
  assert.ok(!needs("Envoys met."));
  assert.ok(needs("Die beiden Minister trafen sich am Montag in Valletta und einigten sich sehr rasch."));
});

test("languages: told by the body, refused when not English, null when too short", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    [english, "en"],
    [
      "Die beiden Minister trafen sich am Montag in Valletta und vereinbarten, dass ihre Botschafter vor dem Frühling zurückkehren.",
      "de",
    ],
    [
      "Les deux ministres se sont réunis lundi à La Valette et ont convenu que leurs ambassadeurs reviendraient avant le printemps.",
      "fr",
    ],
    ["Два министра встретились в понедельник в Валлетте и договорились, что послы вернутся до весны.", "ru"],
    [
      "Los dos ministros se reunieron el lunes en La Valeta y acordaron que sus embajadores volverían antes de la primavera.",
      "es",
    ],
    ["اجتمع الوزيران يوم الاثنين في فاليتا واتفقا على عودة السفيرين قبل الربيع القادم", "ar"],
    ["Envoys met.", null],
  ];
  for (const [text, language] of cases) {
    const article = readText(text);
    assert.equal(article.language, language, text);
    const codes = article.diagnostics.filter((it) => it.code.startsWith("language/")).map((it) => it.code);
    const expected =
      language === "en" ? [] : [language === null ? "language/unsure" : "language/not-english"];
    assert.deepEqual(codes, expected);
  }
  const mixed = `Die Minister trafen sich in Valletta\n\n${english}\n\n${english.replace("Monday", "Friday")}`;
  assert.equal(readText(mixed).language, "en");
});

test("normal form: what goes, what stays, and that twice is once", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["  Talks\u00a0 re\u00adsumed\r\nin\u2028Vienna\u200b ", "Talks resumed in Vienna"],
    ["\ufeffe\u0301\u0000\u0007", "é"],
    ["a\ud800b", "a\ufffdb"],
    ["\u202eabc\u202c", "abc"],
    ["👩\u200d🚀", "👩\u200d🚀"],
    ["a \u200d b", "a b"],
    ["ﬁne №", "ﬁne №"],
  ];
  for (const [from, to] of cases) assert.equal(normalizeBlock(from), to, JSON.stringify(from));
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = normalizeBlock(text);
      assert.equal(normalizeBlock(once), once);
      assert.doesNotMatch(once, /[\n\r\t\u2028\u2029\u0000]| {2}|^ | $/);
    }),
  );
});

test("fingerprints: case, digits and points do not count, words and their order do", () => {
  assert.equal(fingerprintOf("Image 1 of 23"), fingerprintOf("IMAGE, 4 of 9."));
  assert.notEqual(fingerprintOf("Envoys met ministers"), fingerprintOf("Ministers met envoys"));
  assert.notEqual(fingerprintOf("Envoys met"), fingerprintOf("En voysmet"));
  for (const text of ["", "Yes.", "1 2 3 4"]) assert.equal(fingerprintOf(text), 0);
  fc.assert(fc.property(fc.string(), (text) => assert.ok(Number.isSafeInteger(fingerprintOf(text)))));
});

test("a site is the host of the address, else the outlet", () => {
  const site = (facts: { url?: string; outlet?: string }): string | null =>
    siteOf(draftArticle(readers, sourceOf(english, facts)));
  assert.equal(site({ url: "https://www.Strand.example/a?b", outlet: "Strand" }), "strand.example");
  assert.equal(site({ url: "http://news.strand.example:8080/a" }), "news.strand.example");
  assert.equal(site({ outlet: "Strand" }), "Strand");
  assert.equal(site({}), null);
});

/** Paragraphs of the n-th of a run of different articles. */
const story = (n: number): string[] => {
  const places = ["Valletta", "Norrheim", "Port Olsen", "Brenn", "Reyl"];
  const place = places[n % places.length] as string;
  return [
    `Ministers of Norrland and Valmark met in ${place} for round ${"again and ".repeat(n)}again, and left without a paper to sign.`,
    `Envoy Ada ${place} said that the ${"very ".repeat(n)}long talks in ${place} had been useful to both of the governments.`,
    `Officials in ${place} added ${"nothing and ".repeat(n)}nothing more, but did not rule out that a date would be named soon.`,
  ];
};
const facts = { url: "https://strand.example/1" };

/** Role of the block with these words in the last of several articles of one site. */
function roleAfter(articles: readonly string[], words: string): BlockRole | undefined {
  const memory = newSiteMemory();
  const article = articles.map((text) => readText(text, facts, memory)).at(-1) as Article;
  return article.blocks.find((block) => article.text.slice(block.start, block.end) === words)?.role;
}

const tails: readonly (readonly [string, BlockRole])[] = [
  [
    "Strand Extra gives you the story behind the story, every week, for the price of a cup of coffee.",
    "promo",
  ],
  ["All content by Strand Agency may be reproduced with written permission and a hyperlink only.", "legal"],
  ["The coast from one end to the other", "promo"],
];

test("a tail met again on another page of the site is set aside, the first time it is not", () => {
  for (const [tail, role] of tails) {
    const pages = [0, 1, 2].map((n) => [...story(n), tail].join("\n\n"));
    assert.equal(roleAfter(pages.slice(0, 1), tail), "body");
    assert.equal(roleAfter(pages.slice(0, 2), tail), role);
    assert.equal(roleAfter(pages, tail), role);
  }
});

test("a head met again is set aside", () => {
  const slogan = "A daily round of what your neighbours across the water think and say.";
  assert.equal(
    roleAfter(
      [0, 1].map((n) => [slogan, ...story(n)].join("\n\n")),
      slogan,
    ),
    "promo",
  );
});

test("recycled background stays body, in the middle, at the end, and when quoted", () => {
  const background: readonly string[] = [
    "Relations between Norrland and Valmark have been strained since the ferry dispute, when both sides called home their envoys.",
    "“Norrland will not be told by anyone what it may do in its own waters,” its president said in January.",
    "He did not elaborate.",
  ];
  for (const words of background) {
    const middle = [0, 1, 2].map((n) => story(n).toSpliced(1, 0, words).join("\n\n"));
    const end = [0, 1, 2].map((n) => [...story(n), words].join("\n\n"));
    assert.equal(roleAfter(middle, words), "body");
    assert.equal(roleAfter(end, words), "body");
  }
});

test("a repost does not lose its body, and a caption that recurs stays one", () => {
  const text = story(3).concat(story(4)).join("\n\n");
  const memory = newSiteMemory();
  const [first, again] = [readText(text, facts, memory), readText(text, facts, memory)];
  assert.deepEqual(again, first);
  const withCaption = [0, 1, 2].map((n) =>
    [
      "Envoys to meet again",
      "Ada Brenn",
      ...story(n),
      "Ada Brenn spoke for the ministry, as she had before the summit in the capital.",
    ].join("\n\n"),
  );
  assert.equal(roleAfter(withCaption, "Ada Brenn"), "caption");
});

test("sites do not know of one another, and no site remembers nothing", () => {
  const tail = (tails[0] as readonly [string, BlockRole])[0];
  const memory = newSiteMemory();
  const pages = [0, 1].map((n) => [...story(n), tail].join("\n\n"));
  for (const url of ["https://a.example/", "https://b.example/"]) {
    const article = readText(pages[url.includes("a.") ? 0 : 1] as string, { url }, memory);
    assert.equal(article.blocks.at(-1)?.role, "body");
  }
  for (const page of pages) assert.equal(readText(page, {}, memory).blocks.at(-1)?.role, "body");
});

test("drafting apart, witnessing in order and settling apart is the same as reading in turn", () => {
  const pages = [0, 1, 2, 3].map((n) => [...story(n), ...tails.map(([tail]) => tail)].join("\n\n"));
  const memory = newSiteMemory();
  const inTurn = pages.map((page) => readText(page, facts, memory));
  const drafts = pages
    .map((page) => draftArticle(readers, sourceOf(page, { form: "text", ...facts })))
    .map((it) => structuredClone(it));
  const other = newSiteMemory();
  const histories = drafts.map((draft) => other.witness(siteOf(draft), printBlocks(draft)));
  const settled = drafts
    .map((draft, i) => settleDraft(readers, draft, structuredClone(histories[i] ?? [])))
    .toReversed();
  assert.deepEqual(settled.toReversed(), inTurn);
});

test("the memory is bounded: what was seen long ago is forgotten, not what is seen daily", () => {
  const memory = newSiteMemory();
  const daily = { print: 1, isAside: false };
  for (let i = 0; i < 3000; i++) {
    const own = [2, 3, 4, 5].map((n) => ({ print: 10 * i + n, isAside: false }));
    const [history] = memory.witness("strand.example", [daily, ...own]);
    assert.equal(history?.nArticles, i);
  }
  const [early] = memory.witness("strand.example", [{ print: 2, isAside: false }]);
  assert.equal(early?.nArticles, 0);
});

test("of many sites those go that were not met for longest, whether sites or blocks are too many", () => {
  const page = (n: number) => [1, 2, 3].map((k) => ({ print: 10 * n + k, isAside: false }));
  const lengths = (limits: SiteLimits): (number | undefined)[] => {
    const memory = newSiteMemory(limits);
    for (const n of [1, 2, 3]) memory.witness(`s${n}.example`, page(n));
    memory.witness("s1.example", [{ print: 19, isAside: false }]);
    memory.witness("s4.example", page(4));
    return [1, 2, 3, 4].map((n) => memory.witness(`s${n}.example`, page(n).slice(0, 1))[0]?.nArticles);
  };
  assert.deepEqual(lengths({ sites: 9, blocksPerSite: 9, blocks: 99 }), [1, 1, 1, 1]);
  assert.equal(lengths({ sites: 3, blocksPerSite: 9, blocks: 99 })[0], 1);
  assert.equal(lengths({ sites: 3, blocksPerSite: 9, blocks: 99 })[1], 0);
  assert.equal(lengths({ sites: 9, blocksPerSite: 9, blocks: 10 })[0], 1);
  assert.equal(lengths({ sites: 9, blocksPerSite: 9, blocks: 10 })[1], 0);
});
