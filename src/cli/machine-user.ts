/** The user of this machine, as decisions and the audit log name them. */
import { userInfo } from "node:os";
import type { Doer } from "../store/store.ts";
import type { Effects } from "./effects.ts";

/** `DEMARCHE_USER`, else the name of the login. */
export function userName({ environment }: Pick<Effects, "environment">): string {
  const named = environment["DEMARCHE_USER"];
  if (named !== undefined && named !== "") return named;
  try {
    return userInfo().username;
  } catch {
    return "someone"; // No entry for this user id, as in some containers.
  }
}

/** Who does something by a command. */
export function doerOf(effects: Pick<Effects, "environment">): Doer {
  return { who: userName(effects), place: "command line" };
}
