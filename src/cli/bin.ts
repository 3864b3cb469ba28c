#!/usr/bin/env node
/** The command's entry: hands the arguments to `main` and its answer to the shell. */
import module from "node:module";

// Node 22.8 and later keep compiled code from one start to the next; what is imported after this call is.
(module as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
const [{ main }, { processEffects }] = await Promise.all([import("./cli.ts"), import("./effects.ts")]);

process.exitCode = await main(process.argv.slice(2), processEffects());
