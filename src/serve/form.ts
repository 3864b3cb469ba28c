/** What a form has sent. A body that is no form is refused; it is no fault of ours. */
import type { Context } from "hono";
import { DemarcheError } from "../model/error.ts";

/** All fields, several of one name as a list. @throws DemarcheError `serve/bad-request` */
export async function bodyOf(
  context: Context,
): Promise<Readonly<Record<string, string | File | (string | File)[]>>> {
  try {
    return await context.req.parseBody({ all: true });
  } catch (error) {
    if (error instanceof DemarcheError) throw error; // Too large: found out while it came.
    throw new DemarcheError(
      "serve/bad-request",
      "expected the fields of a form, found a body that can't be read as such",
    );
  }
}

/** The text fields; of several of one name the last. */
export async function formOf(context: Context): Promise<Readonly<Record<string, string | undefined>>> {
  const fields = Object.entries(await bodyOf(context)).map(
    ([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value] as const,
  );
  return Object.fromEntries(fields.filter(([, value]) => typeof value === "string")) as Record<
    string,
    string
  >;
}
