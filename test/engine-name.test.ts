/** The engine's name in readings tells versions, models and data apart, and is the same wherever these are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadKnowledge, openLateReader } from "../src/knowledge.ts";
import { compileLexicon, lexiconFiles, type LexiconFile } from "../src/lexicon/lexicon.ts";
import { analyze, engineNameOf } from "../src/pipeline.ts";
import { sourceOf } from "../src/model/article.ts";
import { readFileSync } from "node:fs";

test("another table or model is another engine; the same are the same", async () => {
  const knowledge = await loadKnowledge();
  const name = engineNameOf(knowledge);
  assert.match(name, /^\d+\.\d+\.\d+\+en-1\.attributions-1\.events-1\.[0-9a-v]{8}$/);
  assert.equal((await openLateReader()).name, name);
  assert.equal(analyze(knowledge, sourceOf("Cuba released the sailors.", { form: "text" })).engine, name);
  const files = Object.fromEntries(
    lexiconFiles.map((file) => [file, readFileSync(`data/${file}`, "utf8")]),
  ) as Record<LexiconFile, string>;
  assert.equal(engineNameOf({ ...knowledge, lexicon: compileLexicon(files) }), name);
  const more = { ...files, "media.tsv": `${files["media.tsv"]}# one more remark\n` };
  assert.notEqual(engineNameOf({ ...knowledge, lexicon: compileLexicon(more) }), name);
  assert.notEqual(engineNameOf({ ...knowledge, engine: { ...knowledge.engine, digest: "0" } }), name);
  assert.notEqual(engineNameOf({ ...knowledge, attributor: { ...knowledge.attributor, digest: "0" } }), name);
  assert.notEqual(engineNameOf({ ...knowledge, scorer: { ...knowledge.scorer, digest: "0" } }), name);
});
