/** What the flags say of inputs. */
import { isEdtfDate } from "../model/date.ts";
import { DemarcheError } from "../model/error.ts";
import type { Source } from "../model/article.ts";

/** What the flags say fills what the input leaves open; a feed item's own date is not overruled. */
export function withFacts(
  source: Source,
  facts: { readonly published: string | null; readonly url: string | null },
): Source {
  return { ...source, published: source.published ?? facts.published, url: source.url ?? facts.url };
}

/** The date of a flag; null when it was not given. @throws DemarcheError `cli/usage` */
export function checkedDate(date: string | undefined, flag = "--date"): string | null {
  if (date === undefined) return null;
  if (isEdtfDate(date)) return date;
  throw new DemarcheError(
    "cli/usage",
    `${flag}: expected a day, month or year such as 2014-12-17, 2014-12 or 2014, found "${date}"`,
  );
}
