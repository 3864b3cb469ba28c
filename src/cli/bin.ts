#!/usr/bin/env node
/** The command's entry: hands the arguments to `main` and its answer to the shell. */
import { main } from "./cli.ts";
import { processEffects } from "./effects.ts";

process.exitCode = await main(process.argv.slice(2), processEffects());
