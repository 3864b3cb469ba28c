#!/usr/bin/env node
/** The command's entry: hands the arguments to `main` and its answer to the shell. */
import module from "node:module";
import v8 from "node:v8";

// Of what is read little is kept. V8 would let garbage grow to four times that before it looks; twice costs no time that
// can be measured, and holds for threads too.
v8.setFlagsFromString("--heap-growing-percent=100");

// A reader has some thousand functions that are warm and some dozen that are hot. V8 up to 11, which has no compiler between the
// quick and the thorough one, compiles the warm ones thoroughly, and again when a rare case comes by: a quarter of the
// processor time of 450 articles, in threads beside ours, which several workers then lack. Six times as much is to run first.
if (Number.parseInt(process.versions.v8) < 12) v8.setFlagsFromString("--interrupt-budget=400000");

// Node 22.8 and later keep compiled code from one start to the next; what is imported after this call is.
(module as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
const [{ main }, { processEffects }] = await Promise.all([import("./cli.ts"), import("./effects.ts")]);

process.exitCode = await main(process.argv.slice(2), processEffects());
