/**
 * Actors of an article completed from the register: people known by name though never introduced, as what they were at
 * the day in view, and ambiguous names as the article uses them. What the article itself says comes first.
 */
import type { KnownActor, Lexicon } from "../../lexicon/lexicon.ts";
import { standingAt } from "../../lexicon/people.ts";
import type { Actor } from "../../model/actor.ts";
import type { Article } from "../../model/article.ts";
import { sliceSpan } from "../../model/span.ts";
import { bearerOf } from "./bearers.ts";
import type { Outside, Outsider } from "../outside.ts";
import type { View } from "./owners.ts";
import { actorOfPhrase } from "./phrases.ts";
import { readAmbiguousNames } from "./readings.ts";

/** The register as an article's resolver asks it, ambiguous names settled by the article's words. */
export function registerFor(lexicon: Lexicon, { text }: Article): Outside {
  const readings = readAmbiguousNames(lexicon, text);
  return {
    person: (name, role, day) => {
      const { found, code } = bearerOf(lexicon, name, day, null, role);
      const standing =
        found === null ? { code, sector: null, role: null } : standingAt(found, day, lexicon.codes);
      if (standing.code === null) return null;
      const office = standing.role === null ? null : (lexicon.roleWords.get(standing.role) ?? null);
      return { code: standing.code, sector: standing.sector, role: standing.role, office };
    },
    phrase: (words, day) => outletOf(lexicon, words) ?? forceOf(lexicon, words, { day, readings }),
    complete: (actor, day) => completeActor(lexicon, text, actor, { day, readings }),
  };
}

/**
 * The actor with what the register adds: nulls of a person, office or group filled; a state that is only named by an
 * ambiguous name is what the article means by it, and of no code where that is open.
 */
function completeActor(lexicon: Lexicon, text: string, actor: Actor, view: View): Actor {
  if (actor.kind === "person")
    return actor.anonymous ? completePhrase(lexicon, actor, view) : completePerson(lexicon, actor, view);
  if (actor.kind === "state") return settleName(text, actor, view);
  return completePhrase(lexicon, actor, view);
}

function completePhrase(lexicon: Lexicon, actor: Actor, view: View): Actor {
  if (actor.code !== null && actor.sector !== null) return actor;
  const known = actorOfPhrase(lexicon, actor.name, view);
  if (known === null || (actor.code !== null && known.code !== actor.code)) return actor;
  return { ...actor, code: actor.code ?? known.code, sector: actor.sector ?? known.sector };
}

function completePerson(lexicon: Lexicon, actor: Actor, { day }: View): Actor {
  const role = roleOf(lexicon, actor.office);
  const { found: person, code } = bearerOf(lexicon, actor.name, day, actor.code, role);
  if (person === null) return code === null ? actor : { ...actor, code: actor.code ?? code };
  // A namesake: what the article says of this one fits none of that one's offices.
  const isOther =
    actor.code === null &&
    actor.sector !== null &&
    !person.offices.some(({ sector }) => sector === actor.sector || actor.sector === "GOV");
  if (isOther) return actor;
  const standing = standingAt(person, day, lexicon.codes);
  const word = standing.role === null ? null : (lexicon.roleWords.get(standing.role) ?? null);
  return {
    ...actor,
    // A surname alone is whoever the register knows by it: "Secretary of State Kerry".
    name: actor.name.includes(" ") ? actor.name : person.name,
    code: actor.code ?? standing.code,
    sector: actor.sector ?? standing.sector,
    office: actor.office ?? word,
  };
}

/** The role that the words of an office name; null when none. */
function roleOf(lexicon: Lexicon, office: string | null): string | null {
  const words = office?.toLowerCase().split(/\s+/) ?? [];
  for (let n = 3; 0 < n; n--) {
    for (let i = 0; i + n <= words.length; i++) {
      const found = lexicon.offices.get(words.slice(i, i + n).join(" "));
      if (found !== undefined) return found.role;
    }
  }
  return null;
}

function settleName(text: string, actor: Actor, { readings }: View): Actor {
  const names = new Set(actor.mentions.map((span) => sliceSpan(text, span).replace(/^the /i, "")));
  const [name] = names;
  if (names.size !== 1 || name === undefined || !readings.has(name)) return actor;
  const code = readings.get(name) ?? null;
  if (code === actor.code) return actor;
  return { ...actor, name, kind: "group", code, sector: code === null ? null : actor.sector };
}

/**
 * The actor of a phrase that is of a state and names no person: "Israeli troops", "Turkey's parliament", "the Assad regime".
 * A state's government is the state. Null where it can't be told.
 */
function forceOf(lexicon: Lexicon, phrase: string, view: View): Outsider | null {
  const actor = actorOfPhrase(lexicon, phrase, view);
  if (actor === null || actor.person !== null || actor.code === null || actor.sector === null) return null;
  const state = actor.sector === "GOV" ? lexicon.actors.get(actor.code) : undefined;
  const { name, kind, code, sector } = actor;
  return state ?? { name, kind: kind === "state" || kind === "group" ? kind : "body", code, sector };
}

/** The agency or outlet that a phrase is, wholly: "the Associated Press"; null for any other. */
function outletOf(lexicon: Lexicon, phrase: string): KnownActor | null {
  const words = phrase.replaceAll("’", "'");
  const known = lexicon.names.get(words) ?? lexicon.names.get(words.replace(/^the /i, ""));
  return known?.actor.sector === "MED" ? known.actor : null;
}
