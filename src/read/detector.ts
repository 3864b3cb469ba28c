/** The language detector, `eld` with its smallest database: 60 languages, loaded in about 0.1 s, so only when needed. */
import { eld } from "eld/extrasmall";

/** BCP 47 primary subtag of the language of the text; null when the detector itself is not sure. */
export function detectLanguage(text: string): string | null {
  const result = eld.detect(text);
  return result.language !== "" && result.isReliable() ? result.language : null;
}
