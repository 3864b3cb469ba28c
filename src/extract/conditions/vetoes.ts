/** What looks like a condition and is none, each by name. They are listed in docs/rules.md. */
import type { TokenRange } from "../../model/parse.ts";
import { sentenceOf } from "../words.ts";
import { type Draft, type Ground, holdsOf, isOf } from "./ground.ts";
import type { Parties } from "./parties.ts";
import { actorsWithin, headOf, identityOf, isParty, isPronoun, phraseFrom } from "./phrases.ts";

/** A reason against a candidate. */
interface Veto {
  readonly name: string;
  readonly applies: (ground: Ground, draft: Draft, parties: Parties) => boolean;
}

/** Cues after which forecasts and rules are as likely as conditions. */
const weak = new Set(["if", "while", "until", "before", "without", "inverted", "ultimatum", "reply", "then"]);
export const isWeak = ({ cue }: Ground): boolean =>
  weak.has(cue.shape) || (cue.shape === "clause" && cue.link === "if") || cue.words.join(" ") === "provided";

/** What can be told by the cue and its neighbours alone, before any clause is read. */
export function isIdleCue(ground: Ground): boolean {
  const { stage, at, cue, window } = ground;
  const { words } = stage;
  const before = words.lower[at.from - 1] ?? "";
  const after = words.lower[at.to] ?? "";
  const name = cue.words.join(" ");
  if (window.to <= at.to) return true;
  if (name === "if") {
    // Even if, as if, what if, if any, if necessary, asked if, unclear if.
    if (/^(?:even|as|what|only|than|but|like|especially|particularly|albeit)$/.test(before)) return true;
    if (isShort(ground)) return true;
    if (isIndirect(ground)) return true;
  }
  if (name === "provided")
    return !/^(?:,|that|and|["”])$/.test(before) || /^(?:by|to|for|with|in|an?)$/.test(after);
  if (name === "on condition") return after === "of" || after === "his" || after === "they";
  if (name.startsWith("on condition") || name.startsWith("on the condition"))
    return (
      /^(?:anonymity|that)$/.test(after) &&
      words.lower
        .slice(at.to, at.to + 12)
        .some((it) => it.startsWith("anonym") || it === "named" || it === "identified")
    );
  if (cue.shape === "noun") {
    const around = words.lower.slice(Math.max(0, at.from - 4), at.from);
    return around.some((it) =>
      /^(?:no|without|any|not|drop|dropped|discard\w*|withdr\w+|reject\w*|oppos\w+|weather|living|working|health|medical|human|economic|market|credit)$/.test(
        it,
      ),
    );
  }
  if (/^as long as$|^so long as$/.test(name))
    return (
      /^(?:it|possible|necessary|needed|that|this|\d.*)$/.test(after) &&
      /^(?:takes?|lasts?|needs?|is|,|\.)?$/.test(words.lower[at.to + 1] ?? "")
    );
  if (cue.shape === "until" || cue.shape === "before") return isTemporal(ground);
  if (cue.shape === "without")
    return /^(?:a|any|further|delay|preconditions?|conditions?|warning|mentioning|doubt|question|saying|giving|naming|notice|explanation|exception|elaborat\w+|providing|specif\w+|evidence|permission|regard|fear|having|being|him|her|me|you)$/.test(
      after,
    );
  return false;
}

/** "if necessary", "if elected", "if any": no clause follows. */
function isShort({ stage, at, window }: Ground): boolean {
  const { words } = stage;
  const end = Math.min(window.to, at.to + 3);
  let to = at.to;
  while (to < end && !/^[,.;:)—–-]$/.test(words.lower[to]!)) to++;
  const isCut = to < end || to === window.to;
  const after = words.lower[at.to]!;
  return (
    (isCut && to - at.to <= 2) ||
    /^(?:any|not|so|only|anything|ever|necessary|needed|possible|at|and|or|by|for|from)$/.test(after)
  );
}

/** "asked if", "unclear if", "have yet to decide if": an indirect question. */
function isIndirect(ground: Ground): boolean {
  const { stage, at } = ground;
  const { words } = stage;
  const before = words.lower[at.from - 1] ?? "";
  if (/^(?:,|and|or|but|that)$/.test(before)) return false;
  for (let i = at.from - 1; Math.max(0, at.from - 4) <= i; i--) {
    if (/^[,.;:?!]$/.test(words.lower[i]!)) return false;
    if (isOf(stage, i, "indirect") && i === at.from - 1) return true;
    if (/^(?:ask|asked|asking|asks|wonder\w*|question\w*|determine|unclear|see)$/.test(words.lower[i]!))
      return true;
  }
  return false;
}

/** "until Friday", "until now", "before the war": a point in time, nobody's act. */
function isTemporal({ stage, at, window }: Ground): boolean {
  const { words } = stage;
  const after = words.lower[at.to]!;
  if (
    /^(?:now|then|recently|today|yesterday|tomorrow|late|early|last|next|mid|at|about|around|after|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|\d.*|end|this|that)$/.test(
      after,
    ) &&
    !(after === "that" || after === "this")
  )
    return true;
  const { upos } = words.parse.tokens;
  for (let i = at.to; i < Math.min(window.to, at.to + 24); i++) {
    if (upos[i] === "VERB" || upos[i] === "AUX") return false;
    if (i > at.to && /^[,.;]$/.test(words.lower[i]!)) return true;
  }
  return true;
}

const vetoes: readonly Veto[] = [
  {
    name: "question",
    applies: ({ stage, at }) => {
      const { words } = stage;
      const sentence = sentenceOf(words, at.from);
      const first = words.lower[sentence.from];
      const last = words.lower[sentence.to - 1]!;
      const isAsking = first === "q" || first === "asked" || first === "question";
      return isAsking || last === "?" || words.lower[sentence.to - 2] === "?";
    },
  },
  {
    name: "counterfactual",
    applies: ({ stage }, { requirement, outcome }) => {
      const { words } = stage;
      const { xpos } = words.parse.tokens;
      const isPast = (range: TokenRange): boolean => {
        for (let i = range.from; i < range.to - 1; i++)
          if (words.lower[i] === "had" && /^(?:VBN|VBD|RB)$/.test(xpos[i + 1]!)) return true;
        return false;
      };
      return (
        words.lower[outcome.from] === "have" &&
        /^(?:VBN|RB)$/.test(xpos[outcome.from + 1] ?? "") &&
        isPast(requirement)
      );
    },
  },
  {
    name: "would have",
    applies: (ground, { outcome }) =>
      isWeak(ground) &&
      ground.stage.words.lower[outcome.from] === "have" &&
      /^(?:VBN|been)$/.test(ground.stage.words.parse.tokens.xpos[outcome.from + 1] ?? ""),
  },
  {
    name: "election",
    applies: ({ stage, cue }, { requirement }) =>
      cue.link === "if" && holdsOf(stage, requirement, "election"),
  },
  {
    name: "expert",
    applies: ({ stage, speakers }, draft) =>
      (speakers[0] !== undefined && isOf(stage, headOf(stage, speakers[0]), "expert")) ||
      (draft.agent !== null && isOf(stage, headOf(stage, draft.agent), "expert")),
  },
  {
    name: "generic",
    applies: ({ stage }, { agent, addressee }) =>
      [agent, addressee].some(
        (it) =>
          it !== null &&
          /^(?:you|one|everyone|everybody|anybody|i)$/.test(stage.words.lower[it.from]!) &&
          it.to - it.from === 1 &&
          !(it === agent && stage.words.lower[it.from] === "i"),
      ),
  },
  {
    name: "own goal",
    applies: (ground, { addressee, requirement, outcomeNegated }, { setter }) => {
      const { stage, cue } = ground;
      if (cue.shape !== "until" || addressee === null) return false;
      const isOwn =
        isPronoun(stage, addressee) && /^(?:we|it|he|she|i)$/.test(stage.words.lower[addressee.from]!);
      const same =
        setter !== null &&
        identityOf(stage, setter) !== null &&
        identityOf(stage, setter) === identityOf(stage, addressee);
      const goal = stage.words.lower
        .slice(requirement.from, requirement.to)
        .some((it) => /^(?:goals?|objectives?|victory|mission|aims?)$/.test(it));
      const isThere = stage.words.lower[addressee.from] === "there";
      return (
        goal ||
        (!outcomeNegated && ((isOwn && stage.words.lower[addressee.from] !== "it") || same || isThere))
      );
    },
  },
  {
    name: "own act",
    applies: ({ stage, cue }, { addressee, agent, requirement }, { setter, target }) => {
      if (cue.link !== "if" || addressee === null) return false;
      const lower = stage.words.lower[addressee.from]!;
      const isPassive =
        stage.words.parse.tokens.xpos[addressee.to + 1] === "VBN" ||
        stage.words.lower[addressee.to] === "not";
      if (
        isPronoun(stage, addressee) &&
        agent !== null &&
        isPronoun(stage, agent) &&
        stage.words.lower[agent.from] === lower &&
        lower !== "they"
      )
        return true;
      if (isPronoun(stage, addressee) && /^(?:we|i)$/.test(lower)) return true;
      if (isPronoun(stage, addressee) && lower === "it" && target === null && !isPassive) return true;
      const same =
        setter !== null &&
        identityOf(stage, setter) !== null &&
        identityOf(stage, setter) === identityOf(stage, addressee);
      return (
        same &&
        !actorsWithin(stage, requirement).some((it) => identityOf(stage, it) !== identityOf(stage, setter))
      );
    },
  },
  {
    name: "contingency",
    applies: ({ stage, cue }, { addressee, requirement }) => {
      if (cue.link !== "if" || addressee === null) return false;
      const head = headOf(stage, addressee);
      const starts = /^(?:starts?|breaks?|erupts?|begins?|happens?|occurs?|comes?)$/.test(
        stage.words.lower[addressee.to] ?? "",
      );
      return isOf(stage, head, "contingency") && (starts || actorsWithin(stage, requirement).length === 0);
    },
  },
  {
    name: "forecast",
    applies: (ground, { outcome, agent, mood }, { isAgent, setter }) => {
      if (
        ground.cue.link !== "if" &&
        ground.cue.shape !== "while" &&
        ground.cue.shape !== "without" &&
        ground.cue.shape !== "until"
      )
        return false;
      const { stage } = ground;
      const { words } = stage;
      if (mood === "plain") return true;
      const first = firstContent(ground, outcome);
      if (isOf(stage, first, "predict") && !isOf(stage, first, "hostile")) {
        const [own, said] = [
          agent === null ? null : identityOf(stage, agent),
          ground.speakers[0] === undefined ? null : identityOf(stage, ground.speakers[0]),
        ];
        if (!isAgent || own === null || own !== said) return true;
      }
      if (
        words.lower[outcome.from] === "be" &&
        words.parse.tokens.upos[outcome.from + 1] === "ADJ" &&
        !isOf(stage, outcome.from + 1, "ready")
      )
        return isAgent || setter === null;
      return false;
    },
  },
  {
    name: "aim",
    applies: ({ stage, cue }, { requirement, rule }) => {
      if (cue.link !== "if" || rule === "condition/wanted") return false;
      const subject = phraseFrom(stage, requirement.from, requirement.to);
      return (
        subject !== null &&
        /^(?:is|are|was|were)$/.test(stage.words.lower[subject.to] ?? "") &&
        stage.words.lower[subject.to + 1] === "to"
      );
    },
  },
  {
    name: "carried out",
    applies: ({ cue, stage }, { mood, outcomeClause, agent }) => {
      if (cue.shape !== "exchange" || mood !== "plain") return false;
      return outcomeClause === null || agent === null || holdsOf(stage, outcomeClause, "trade");
    },
  },
  {
    name: "procedure",
    applies: (_ground, _draft, { setter }) => setter === null,
  },
];

function firstContent({ stage }: Ground, { from, to }: TokenRange): number {
  const { upos } = stage.words.parse.tokens;
  for (let i = from; i < Math.min(to, from + 6); i++) if (upos[i] === "VERB") return i;
  return from;
}

/** The name of the first veto that applies; null where none does. */
export function vetoOf(ground: Ground, draft: Draft, parties: Parties): string | null {
  if (parties.setter === null) return "nobody";
  if (!isInternational(ground, draft, parties)) return "nobody named";
  return vetoes.find((it) => it.applies(ground, draft, parties))?.name ?? null;
}

/** Whether a state or body is named in its clauses, as a party, or by who speaks. */
function isInternational({ stage, window }: Ground, draft: Draft, { setter, target }: Parties): boolean {
  if (setter !== null && !isParty(stage, setter) && target === null) return false;
  const ranges = [draft.requirement, draft.outcome, setter, target, window];
  return ranges.some((it) => it !== null && 0 < actorsWithin(stage, it).length);
}
