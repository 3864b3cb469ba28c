/** `demarche mcp`: the ledger for an assistant that starts this program and talks to it over its standard streams. */
import { once } from "node:events";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { loadRelationRules } from "../relation/load.ts";
import { createAssistant } from "../assist/assist.ts";
import { withLedger } from "./ledger-flag.ts";

/**
 * Answers until the assistant closes the stream.
 *
 * @throws DemarcheError `cli/no-input` when there is no such ledger; `store/…`
 */
export async function runMcp(flags: { readonly ledger: string }): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const server = createAssistant({
      ledger,
      relationRules: loadRelationRules(),
      now: () => new Date().toISOString(),
    });
    const ended = Promise.race([
      once(process.stdin, "end"),
      once(process.stdin, "close"),
      once(process, "SIGTERM"),
    ]);
    await server.connect(new StdioServerTransport());
    await ended;
    await server.close();
    return 0;
  });
}
