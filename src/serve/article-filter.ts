/** Filters of the list of articles as the address bar holds them. */
import { DemarcheError } from "../model/error.ts";
import { daysOf } from "../merge/days.ts";
import type { ArticleFilter } from "../store/store.ts";

/** The filter of a list of articles. @throws DemarcheError `serve/bad-request` */
export function articleFilterOf(query: URLSearchParams): ArticleFilter {
  const text = (name: string): string | undefined => query.get(name)?.slice(0, 200) || undefined;
  const dayOf = (name: "since" | "until") => {
    const value = text(name);
    if (value === undefined) return undefined;
    const range = daysOf(value);
    if (range !== null) return range;
    throw new DemarcheError("serve/bad-request", `expected for "${name}" a day, found "${value}"`, {
      parameter: name,
    });
  };
  const [since, until] = [dayOf("since"), dayOf("until")];
  const [outlet, language, title, cluster] = [
    text("outlet"),
    text("language"),
    text("title"),
    text("cluster"),
  ];
  return {
    ...(outlet === undefined ? {} : { outlet }),
    ...(language === undefined ? {} : { language }),
    ...(title === undefined ? {} : { title }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(since === undefined ? {} : { since: since.from }),
    ...(until === undefined ? {} : { until: until.to }),
  };
}
