/** CoNLL-U: written for a text, and annotated anew on its own words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEngineFile } from "../src/parse/load.ts";
import { parseArticle, reannotate, renderConllu, ruleEngine } from "../src/parse/parse.ts";
import { bodyOf } from "./kit/article.ts";
import { runDemarche } from "./kit/effects.ts";

const engine = loadEngineFile();
const rowsOf = (conllu: string): string[][] =>
  conllu
    .split("\n")
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split("\t"));

test("words with their place in the text, in code points; those written as one are a token of several", () => {
  const text = "😀 He didn't stop.\n\nPeru's envoy left.";
  const conllu = renderConllu(parseArticle(engine, bodyOf(text)));
  const rows = rowsOf(conllu);
  assert.ok(rows.every((row) => row.length === 10));
  const points = [...text];
  for (const row of rows) {
    const [, start, end] = /TokenRange=(\d+):(\d+)/.exec(row[9] as string) as unknown as [
      string,
      string,
      string,
    ];
    assert.equal(points.slice(Number(start), Number(end)).join(""), row[1]);
  }
  assert.deepEqual(
    rows.filter((row) => row[0]?.includes("-")).map((row) => row.slice(0, 2)),
    [
      ["3-4", "didn't"],
      ["1-2", "Peru's"],
    ],
  );
  assert.deepEqual(
    rows.filter((row) => row[9]?.includes("SpaceAfter=No")).map((row) => row[1]),
    ["stop", "left"],
  );
  assert.match(conllu, /\tPeru\t.*NER=B-GPE/);
  assert.match(conllu, /# newpar id = .*-b1\n# sent_id = .*-s\d+\n# text = Peru's envoy left\.\n/);
  assert.ok(conllu.endsWith("\n\n"));
});

test("without a tree heads and relations stay unsaid", () => {
  const rows = rowsOf(renderConllu(parseArticle(ruleEngine, bodyOf("Talks resumed."))));
  assert.deepEqual(
    rows.map((row) => row.slice(3, 9).join(" ")),
    ["_ _ _ _ _ _", "_ _ _ _ _ _", "_ _ _ _ _ _"],
  );
});

const given = `# newdoc id = d
# sent_id = 1
# text = They don't agree.
1\tThey\tX\tX\tX\tA=B\t2\tdep\t2:dep\tNote=1
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\t_\t_\t_\t_\t_\t_\t_\t_
3\tn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tagree\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_
5\t.\t_\t_\t_\t_\t_\t_\t_\t_

# sent_id = 2
1\tYes\t_\t_\t_\t_\t_\t_\t_\t_
`;

const annotate = async (conllu: string): Promise<string> => {
  const parts: string[] = [];
  for await (const part of reannotate(engine, conllu.split("\n"))) parts.push(part);
  return parts.join("");
};

test("annotated anew: words, sentences, remarks and notes stay, the rest is the engine's", async () => {
  const out = await annotate(given);
  const lines = out.split("\n");
  assert.deepEqual(
    lines.map((line) => line.split("\t").slice(0, 2).join(" ")).filter((line) => line !== ""),
    given
      .split("\n")
      .map((line) => line.split("\t").slice(0, 2).join(" "))
      .filter((line) => line !== ""),
  );
  assert.equal(lines[3], "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\tNote=1");
  assert.equal(lines[7], "4\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No");
  assert.equal(await annotate(out), out);
});

test("what is no CoNLL-U is refused by line", async () => {
  await assert.rejects(annotate("1\tYes\t_\n"), /line 1: expected 10 columns parted by tabs, found 3/);
  await assert.rejects(
    annotate(given.replace("\n3\tn't", "\n9\tn't")),
    /line 7: expected word 3, found word 9/,
  );
  await assert.rejects(annotate("some text\n"), /line 1: expected 10 columns.*found "some text"/);
  await assert.rejects(
    annotate(given.replace("1\tYes\t", "1\t\t")),
    /line 13: expected a form, found nothing/,
  );
});

test("demarche parse: trees for a person, CoNLL-U for a program, CoNLL-U annotated anew", async () => {
  const text = "Talks resumed in Havana.";
  const tree = await runDemarche(["parse"], { stdin: text });
  assert.deepEqual([tree.status, tree.stderr], [0, ""]);
  assert.match(tree.stdout, /^Talks resumed in Havana\.\n╭──╴Talks {3}nsubj +NOUN +NNS +talk\n┤╴resumed/);
  const conllu = await runDemarche(["parse", "--conllu"], { stdin: text });
  assert.equal(rowsOf(conllu.stdout).length, 5);
  const anew = await runDemarche(["parse", "--conllu"], { stdin: given });
  assert.equal(anew.stdout, await annotate(given));
  const broken = await runDemarche(["parse", "--conllu"], { stdin: "# sent_id = 1\n1\tTalks\n" });
  assert.equal(broken.status, 1);
  assert.match(broken.stderr, /standard input: line 2: expected 10 columns.*\[conllu\/malformed\]/);
  const misread = await runDemarche(["parse"], { stdin: given });
  assert.match(misread.stderr, /expected a text or a page, found CoNLL-U: give --conllu/);
  const article = await runDemarche(["read"], { stdin: given });
  assert.match(article.stderr, /expected an article, found CoNLL-U/);
});

test("demarche parse: every paragraph of a text is parsed, whatever it looks like", async () => {
  const text = "Envoys meet in the port\n\nBy Ana Ruiz\n\nTalks resumed.\n\nRead more: the accord of May";
  const { stdout } = await runDemarche(["parse"], { stdin: text });
  for (const paragraph of text.split("\n\n")) assert.ok(stdout.includes(`${paragraph}\n`), paragraph);
});
