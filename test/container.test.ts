/** Telling a container by its first bytes and its name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { type Container, sniffContainer } from "../src/read/container.ts";

test("containers", () => {
  const gzip = gzipSync("words");
  const cases: readonly (readonly [string | Uint8Array, string, Container])[] = [
    ["Talks resumed.", "a.txt", "article"],
    ["", "a", "article"],
    ["<!doctype html><html><head>", "a.html", "article"],
    ["<!DOCTYPE html>\n<!-- <rss> --><html>", "feed", "article"],
    ["<p>What is <rss>?</p>", "a", "article"],
    ["<article>", "a.xml", "article"],
    ['<?xml version="1.0"?>\n<rss version="2.0">', "a", "feed"],
    ["\ufeff  <rss>", "a", "feed"],
    ['<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- hi --><feed xmlns="x">', "-", "feed"],
    ["<rdf:RDF xmlns:rdf='x'>", "a", "feed"],
    ["<!DOCTYPE rss SYSTEM 'x'><rss>", "a", "feed"],
    ['{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a.json", "feed"],
    ['{"title":"x","version":"https://jsonfeed.org/version/1"', "feed.json", "feed"],
    ['{"id":1,"text":"a"}', "-", "jsonl"],
    ['\n{"text":"a"}', "a.jsonl", "jsonl"],
    ["broken", "a.jsonl", "jsonl"],
    ["broken", "a.NDJSON?x=1", "jsonl"],
    ["# newdoc id = a\n# a remark\n1\tTalks\t", "-", "conllu"],
    ["# sent_id = 1\n", "-", "conllu"],
    ["1-2\tdon't\t_", "-", "conllu"],
    ["broken", "a.conllu", "conllu"],
    ["# A heading\n\n1 of the envoys", "a.md", "article"],
    ["{curly} words in a text", "a.txt", "article"],
    ["WARC/1.0\r\nWARC-Type: warcinfo", "-", "warc"],
    ["WARC/1.1 is a format.", "a.txt", "article"],
    [gzip, "a.warc.gz", "warc"],
    [gzip, "https://a.example/crawl.warc.gz?token=1", "warc"],
    [gzip, "a.html.gz", "gzip"],
    [gzip, "a.jsonl.gz", "gzip"],
    [gzip, "-", "gzip"],
  ];
  for (const [head, name, container] of cases) {
    assert.equal(
      sniffContainer(Buffer.from(head), name),
      container,
      `${String(head).slice(0, 30)} of ${name}`,
    );
  }
});

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (head, name) => {
      assert.match(sniffContainer(head, name), /^(?:article|feed|jsonl|warc|gzip)$/);
    }),
  );
  for (const flood of ["<!--", "<?x", " ", "<!doctype [", '{"a'.repeat(3)]) {
    assert.match(sniffContainer(Buffer.from(flood.repeat(2000)), "a"), /^(?:article|jsonl)$/);
  }
});
