/** Reads an article in the browser: the stages are pure, so this is the program itself, with its data fetched once. */
import { decodeAttributor, decodeScorer } from "../extract/extract.ts";
import { compileLexicon, type LexiconFile, lexiconFiles } from "../lexicon/lexicon.ts";
import { sourceOf } from "../model/article.ts";
import { analyze, type Knowledge } from "../pipeline.ts";
import { loadEngine } from "../parse/parse.ts";
import { detectLanguage } from "../read/detector.ts";

/** What the page asks. */
export interface TryRequest {
  /** Where the assets are. */
  readonly assets: string;
  /** Null: only make ready. */
  readonly text: string | null;
  readonly published: string | null;
}

/** What the worker says: the Reading as an object, or why there is none. */
export type TryAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "read"; readonly reading: ReturnType<typeof analyze>; readonly ms: number }
  | { readonly kind: "failed"; readonly message: string };

type Loaded = Omit<Knowledge, "readers">;

let knowledge: Promise<Loaded> | null = null;

async function load(assets: string): Promise<Loaded> {
  const get = async (name: string): Promise<Response> => {
    const response = await fetch(`${assets}${name}`);
    if (!response.ok) throw new Error(`expected the file ${name}, found status ${response.status}`);
    return response;
  };
  const texts = await Promise.all(
    lexiconFiles.map(async (name) => [name, await (await get(`data/${name}`)).text()] as const),
  );
  const model = async (name: string): Promise<Uint8Array> => {
    const packed = (await get(`models/${name}`)).body;
    if (packed === null) throw new Error(`expected weights in ${name}, found nothing`);
    const plain = packed.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  };
  const [engine, attributor, scorer] = await Promise.all([
    model("en-1.bin.gz"),
    model("attributions-1.bin.gz"),
    model("events-1.bin.gz"),
  ]);
  return {
    lexicon: compileLexicon(Object.fromEntries(texts) as Record<LexiconFile, string>),
    engine: loadEngine(engine),
    attributor: decodeAttributor(attributor),
    scorer: decodeScorer(scorer),
  };
}

const unneeded = (): never => {
  throw new Error("expected text, found a page");
};

async function answer({ assets, text, published }: TryRequest): Promise<TryAnswer> {
  knowledge ??= load(assets);
  const known = await knowledge;
  if (text === null) return { kind: "ready" };
  const from = performance.now();
  const readers = { draftHtml: unneeded, detectLanguage };
  const reading = analyze({ ...known, readers }, sourceOf(text, { form: "text", published }));
  return { kind: "read", reading, ms: Math.round(performance.now() - from) };
}

addEventListener("message", (event: MessageEvent<TryRequest>) => {
  answer(event.data).then(postMessage, (error: unknown) => {
    knowledge = null;
    postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  });
});
