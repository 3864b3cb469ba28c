/**
 * What pages say around their articles: patterns for the words of one block, shared by plain text and HTML.
 * Each is anchored, bounded and linear. A cue counts as evidence together with shape and place; only those
 * under `always` decide alone, because no sentence of news is worded so.
 */
import type { BlockRole } from "../model/article.ts";

/** A pattern, the role it speaks for, and the longest block (in words) in which it is believed. */
export interface Cue {
  /** Last part of the block's `why`. */
  readonly name: string;
  readonly role: BlockRole;
  readonly pattern: RegExp;
  readonly mostWords: number;
}

const cue = (role: BlockRole, name: string, mostWords: number, pattern: RegExp): Cue => ({
  name,
  role,
  pattern,
  mostWords,
});

/** In the order in which they are tried. */
export const cues: readonly Cue[] = [
  // Rights and terms.
  cue(
    "legal",
    "copyright",
    90,
    /^(?:[-–—•*(]\s*)?(?:(?:[Cc]opyright|COPYRIGHT)(?!\s*\p{Ll})\b|©|\([Cc]\)\s*(?:19|20)\d\d|[Aa]ll [Rr]ights [Rr]eserved|ALL RIGHTS RESERVED)/u,
  ),
  cue(
    "legal",
    "rights-reserved",
    60,
    /\ball rights reserved\b|\breprint permission\b|\bmay not be (?:published|reproduced)\b.{0,80}\b(?:broadcast|rewritten|redistributed|permission)\b/i,
  ),
  cue(
    "legal",
    "terms",
    60,
    /\b(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice|settings)|cookie (?:policy|settings|notice)|we use cookies|uses cookies|do not sell my)\b/i,
  ),
  cue(
    "legal",
    "opinion-notice",
    60,
    /^(?:the )?(?:views|opinions)(?: and opinions)? expressed (?:in|by|here)\b/i,
  ),
  cue(
    "legal",
    "licence-notice",
    90,
    /^(?:content created by|this (?:article|material|content) (?:is|was) (?:protected|licensed)|republish(?:ed)? (?:this|with) )/i,
  ),
  cue("legal", "quotes-delayed", 60, /\bquotes? delayed\b|\bmarket data (?:provided|by)\b/i),

  // Forms and controls.
  cue(
    "form",
    "reply",
    14,
    /^leave a (?:reply|comment)\b|^(?:cancel|post) (?:reply|comment)\b|^(?:add|write|post) a comment\b|^join the (?:conversation|discussion)\b/i,
  ),
  cue(
    "form",
    "reply-fields",
    60,
    /\bemail address will not be published\b|\brequired fields are marked\b|\bsave my name, email\b|^notify me of\b/i,
  ),
  cue(
    "form",
    "comment-counter",
    12,
    /^(?:\(?\d[\d,.]* )?comments?\)?(?: \(?\d[\d,.]*\)?)?$|^(?:show|view|hide|read|see|load)(?: all| more)? comments?\b|^comments? (?:are|have been|is) (?:closed|disabled|off|moderated)\b|^sort (?:comments )?by\b/i,
  ),
  cue(
    "form",
    "feedback",
    40,
    /^was this (?:article|story|page|timeline) (?:helpful|useful)\b|\bthank you for your feedback\b|^report (?:a|an|this) (?:typo|error|mistake|problem|ad)\b|^(?:please )?(?:upgrade|update) your browser\b|\bverify you'?re not a robot\b/i,
  ),
  cue(
    "form",
    "log-in",
    14,
    /^(?:log|sign) (?:in|out)\b|^(?:my account|forgot(?:ten)? (?:your )?password|create (?:an? )?account|already (?:a subscriber|have an account)|register now)\b/i,
  ),
  cue(
    "form",
    "controls",
    8,
    /^(?:print|close|menu|search|home|back|next|previous|prev|skip|share|save|email|copy link|link copied!?|loading(?:\.\.\.|…)?|cancel|submit|ok|yes|no|more|less|show more|show less|read more|view all|see all|load more|play|pause|mute|replay|replay more videos.{0,20}|settings|options|toggle \w+|hide|show|expand|collapse|skip to (?:main )?content|scroll (?:down|up).{0,20}|back to top|return to the top of this post\.?|text size|font size|listen|listen \d.{0,20}|listen to (?:this )?article.{0,20}|transcript|download|embed|translate|switch edition|a[-+]?|×|x)$/i,
  ),
  cue(
    "form",
    "player",
    40,
    /^(?:play video|just watched\b|(?:new )?you can now listen\b|now playing|your browser does not support|media playback is (?:un|not )supported on your device$|this video (?:is|can ?not|file)|video player|audio player|advertisement feature|autoplay|closed captions?)\b/i,
  ),
  cue(
    "form",
    "gallery-control",
    8,
    /^(?:slideshow \(?\d|(?:prev|next) image \d|image \d+ of \d+|\d+ (?:of|\/) \d+$|photos? \d+ of \d+|view gallery|gallery:? \d+|\d+ (?:photos|images|slides|pictures))/i,
  ),
  cue(
    "form",
    "shortcode",
    60,
    /^\[(?:jwplayer|pullquote|embed|video|gallery|caption|youtube|twitter|image)\b/i,
  ),

  // Share, follow, subscribe.
  cue(
    "social",
    "share",
    14,
    /^(?:read or )?share(?: this)?(?: (?:article|story|post|page|on|via|with))?(?::| |$)|^(?:tweet|pin it|email this|share tweet)\b|^(?:facebook|twitter|whatsapp|linkedin|telegram|reddit|flipboard|pinterest|e?mail|x|instagram|youtube|vk|viber|messenger|pocket|copy|print|share)(?:[ ,|/·•]+(?:facebook|twitter|whatsapp|linkedin|telegram|reddit|flipboard|pinterest|e?mail|x|instagram|youtube|vk|viber|messenger|pocket|copy link|print|share|more))*$/i,
  ),
  cue("social", "share-label", 24, /\bshare this (?:article|story|post|page)\b(?=.{0,60}$)/i),
  cue(
    "social",
    "follow",
    45,
    /^(?:[-–—•*]\s*)?(?:please )?(?:you can )?follow\s+(?:us\b|our\b|me\b|him\b|her\b|them\b|the \w+ on\b|@|[\p{Lu}][\w.'’-]*(?: [\p{Lu}][\w.'’-]*){0,3} on (?:twitter|facebook|instagram|x|telegram|google|linkedin)\b)/iu,
  ),
  cue(
    "social",
    "follow-handle",
    40,
    /(?:^|[.!?:;,)”"] |\band )(?:please )?(?:follow|find|like|join|connect with) (?:us|him|her|them|me|\p{Lu}[\w'’-]+(?: \p{Lu}[\w'’-]+){0,2}) (?:on|at|via) (?:twitter|facebook|instagram|telegram|x|whatsapp|youtube|google news|linkedin|social media)\b|\bon twitter at @?\w+|^(?:on twitter|twitter|facebook|telegram):? ?@/iu,
  ),
  cue(
    "social",
    "join-us",
    45,
    /^(?:join us on|join our|like us on|find us on|watch us on|subscribe to our|subscribe to (?:the |\p{Lu})|subscribe (?:now|today|here|for)|join (?:now|today)|(?:download|get|install) (?:our|the)\b.{0,40}\bapp\b|click here to get the .{0,40}\bapp\b)/iu,
  ),
  cue(
    "social",
    "newsletter",
    110,
    /\bnewsletters?\b.{0,200}\b(?:sign(?:ing)?[ -]?up|subscribe|inbox|e-?mail|delivered)\b|\b(?:sign(?:ing)?[ -]?up|subscribe|inbox|delivered)\b.{0,200}\bnewsletters?\b/i,
  ),
  cue(
    "social",
    "sign-up",
    110,
    /^(?:sign[ -]?up|subscribe)\b.{0,40}(?:\bfor\b|\bto\b|\bnow\b|\btoday\b|\bhere\b|$)|\bdelivered (?:straight |directly |right |daily )?(?:in)?to your (?:inbox|email)\b|\bto your inbox\b|\bin your inbox\b|\bby signing up,? you\b|^get (?:the|our|breaking|daily|all the|news|unlimited|\p{Lu}[\w’']+(?:'s|’s)?) .{0,80}\b(?:inbox|app|alerts?|newsletter|subscription|faster than anyone)\b/iu,
  ),
  cue(
    "social",
    "alerts",
    30,
    /^(?:breaking )?news alerts?\b|^(?:get|turn on|enable|allow) (?:push |browser )?notifications?\b|^add .{0,60} as an interest\b|^interested in .{0,80}\badd\b/i,
  ),
  cue(
    "social",
    "support",
    110,
    /^(?:support|donate|become a (?:member|subscriber|supporter)|contribute to)\b.{0,80}\b(?:journalism|reporting|newsroom|independent|us|today|member)\b|\bsupport our (?:work|journalism|reporting)\b|\b(?:financial )?contribution(?:s)? (?:from|of) our readers\b|\bour journalism (?:has never|is|needs)\b/i,
  ),
  cue(
    "social",
    "tips",
    24,
    /^(?:send (?:news )?tips to|have a (?:news )?tip|got a (?:news )?tip|write to .{0,60}\bat \S+@|e-?mail (?:us|the (?:author|reporter|editor))|contact (?:us|the author|the reporter|the newsroom)\b|reach .{0,40}\bat \S+@)/i,
  ),
  cue("social", "handle", 8, /^(?:- ?)?@\w{2,20}(?: \d{1,2}h)?$/),

  // Links to other pieces and to sponsors.
  cue(
    "promo",
    "advertisement",
    8,
    /^(?:\W*)(?:advertisements?|adverts?|ads?|advertising|sponsored(?: content| links?)?|paid (?:content|post)|promoted(?: content| links?)?|partner content|iklan|реклама|werbung|publicidad|anzeige)\b[\s:.|-]*(?:continue reading(?: the main story)?|continues below|scroll to continue)?$/i,
  ),
  cue(
    "promo",
    "story-continues",
    14,
    /^(?:story|article|text|content|post|news|video|continuation)\b.{0,40}\b(?:continue[sd]? (?:below|after)|under the (?:video|ad|photo)|below the (?:video|ad))|^continue reading\b|^scroll (?:down )?(?:to|for)\b/i,
  ),
  cue(
    "promo",
    "read-more",
    45,
    /^(?:[-–—•*▶►>»]+\s*)?(?:(?:you (?:may|might|can|can also|may also|might also) (?:also )?(?:like|be interested in|read))|(?:also |must |now )?(?:read|watch|see|listen|play|view)(?: (?:more|also|next|now|on|here|this|all))(?:$|[:|»>]|\s)|(?:more (?:on|from|about|in|news|stories|coverage|to the story|like this)\b)|more(?:$|:)|(?:read|see|watch|listen|related|also|photos?|pics|video|gallery|in pictures|opinion|editorial|explainer|explained|analysis|interactive|graphic|map|podcast|quiz|live(?: updates)?|fact check|exclusive|timeline|factbox|must[- ]read|don[’']t miss|recommended|in case you missed it|icymi|the latest|latest|up next|next up|just watched|must watch|trending|urgent|vote now)\s*(?:[:|»>]|[-–—]\s)|related(?: (?:articles?|stor(?:y|ies)|news|posts?|links?|topics?|content|coverage|video|reading|to this))?:?$|related (?:articles?|stor(?:y|ies)|news|posts?|links?|coverage|video)\b)|(?<![.!”"] )\bread more$/iu,
  ),
  cue(
    "promo",
    "elsewhere",
    24,
    /^(?:(?:most|more) (?:read|popular|viewed|shared|watched|discussed|recent|commented)|(?:top|latest|recent|other|popular|trending|today[’']s top|editor[’']?s?[’']?) (?:stor(?:y|ies)|news|articles?|posts?|headlines?|picks?|videos?|topics of interest)|recommended(?: for you| reading| stories)?|around the web|from (?:the|our) (?:web|partners?|archives?|network)|you might like|you may like|what to read next|read next|next (?:article|story|post)|previous (?:article|story|post)|editors?[’']? picks?|don[’']t miss|in this (?:story|article)|what others are reading|sponsored by)\b/i,
  ),
  cue("promo", "address", 4, /^(?:https?:\/\/|www\.)\S+$/i),
  cue("promo", "click-for-more", 40, /\bclick here (?:for|to)\b/i),
  cue("promo", "read-also-run", 120, /^(?:read|see|watch) also\b/i),
  cue("promo", "other-topics", 90, /^other topics of interest\b/i),
  cue("promo", "topics-list", 200, /^read on \p{Lu}/u),
  cue(
    "promo",
    "click-here",
    40,
    /^(?:[-–—•*>]\s*)?(?:please )?(?:click|tap|visit|go) (?:here|this link|to our|on the link)\b|\b(?:please )?click here\b[.!]?$|^to (?:read|see|view|watch) (?:the rest|more|the full)\b.{0,100}\b(?:here|link|page|site|visit)\b/i,
  ),
  cue(
    "promo",
    "media-label",
    24,
    /^\(?\s*(?:photos?|pics|pictures|video|videos|watch|gallery|slideshow|interactive|related|see also|read|poll|listen|audio|full (?:text|transcript|coverage)|also on \w+)\s*:\s/i,
  ),

  // Topics and labels.
  cue(
    "tags",
    "labels",
    45,
    /^(?:[Tt]ags?|TAGS|[Tt]opics?|TOPICS|[Kk]eywords?|[Cc]ategor(?:y|ies)|[Ff]iled under|FILED UNDER|[Pp]osted in|[Ss]ections?|[Ll]abels|[Ii]n this topic|[Mm]ore on|[Aa]uthors?(?: [Tt]ags?)?)\s*(?:[:|]|(?=\p{Lu}[\w’']*(?: \p{Lu}[\w’']*)*$)|$)/u,
  ),
  cue(
    "tags",
    "release-label",
    8,
    /^(?:(?:press|media|news) (?:release|statement)|for immediate release|embargoed until)\b.{0,30}$/i,
  ),
  cue("tags", "authors-tags", 24, /^authors? tags\b|^tags? (?:subscribe|share)\b/i),
  cue(
    "tags",
    "section-label",
    6,
    /^(?:analysis|opinion|analysis\/opinion|commentary|editorial|world|politics|news|business|sport|sports|breaking news|breaking|exclusive|live|updates?|local|national|international|europe|asia|africa|americas?|middle east|health|science|technology|tech|entertainment|culture|lifestyle|travel|video|photos?|photo|audio|podcasts?|weather|ap|reuters|afp)\s*:?$/i,
  ),

  // Who made it.
  cue(
    "byline",
    "contributed",
    45,
    /\bcontributed (?:to (?:this|the|his|her|their) (?:report|article|story|piece|post|column|analysis|dispatch)\b|(?:additional |to (?:the )?)?reporting\b)|^(?:[-–—•*(]\s*)?(?:additional |with )?(?:reporting|writing|editing|edited|research|translated|compiled|photographs?|graphics?) by\b|^contributing(?: (?:writers?|reporters?))?:|^(?:[-–—•*]\s*)?\p{Lu}[^“”"]{2,60} reported from \p{Lu}[^.“”"]{2,60}\.(?: |$)|^with (?:reporting|files) (?:by|from)\b/iu,
  ),
  cue(
    "byline",
    "wire-note",
    24,
    /^(?:[-–—•⦁*]\s*)?this (?:article|story|report) (?:is|was) (?:based (?:in part )?on|first published|originally published|produced|adapted|compiled|updated|from)\b/i,
  ),
  cue(
    "byline",
    "our-standards",
    12,
    /^our standards:|^(?:opinion )?(?:columnist|contributor|correspondent|staff writer)s?$|^(?:by )?(?:afp|ap|reuters|tass|xinhua|bloomberg|agencies|news agencies|staff(?: and agencies)?|wire (?:services|reports))$/i,
  ),
  cue(
    "dateline",
    "clock",
    4,
    /^(?:updated:? )?\d{1,2}[:.]\d\d\s*(?:[ap]\.?\s?m\.?)?(?: ?(?:et|est|edt|pt|gmt|utc|bst|cet))?$/i,
  ),
  cue("dateline", "last-updated", 14, /\blast updated\b.{0,40}\d/i),
  cue(
    "dateline",
    "updated",
    16,
    /^(?:last )?(?:published|posted|updated|modified|created|first published|originally published|issued)\b(?: on| at|:)? ?.{0,60}\d|^(?:\d+|an?|one|two|three) (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?) ago$|^this article is more than .{1,20} old$/i,
  ),

  // Words under pictures.
  cue(
    "caption",
    "agency-caption",
    90,
    /^(?:image|photo|picture|media)? ?(?:copyright|credit)\s*:?\s.{0,80}\b(?:image|media|photo) caption\b|^(?:media playback is unsupported on your device )?(?:image|media|photo) caption\b|^image (?:source|copyright|credit)\b|^enlarge this image\b|^toggle caption\b|^hide caption\b/i,
  ),
  cue(
    "caption",
    "photo-credit",
    60,
    /^\(?(?:(?:ap|file|handout|stock|pool|representational|illustrative|archive) )?(?:photos?|image|picture|photograph(?:er|s|y)?|video|illustration|graphic|source|credit)s?(?: (?:by|credit|courtesy(?: of)?|from|source))?\s*[:/©]\s*\p{Lu}|^(?:photo|image|picture|photograph|illustration|file photo)s? (?:by|courtesy(?: of)?|via|credit)\b|^file(?: photo| image| picture)?\s*[:–—-]|^\(?(?:left|right|top|above|pictured|clockwise)\b.{0,12}[:)]/iu,
  ),
  cue(
    "caption",
    "credit-tail",
    60,
    /(?:\||\(|\/|[-–—]|\. |^)\s*(?:\p{Lu}[\p{L}.'’-]*\s){0,4}(?:ap photo|getty images?|afp|reuters|epa|shutterstock|istock|alamy|associated press|ap|tass|ria novosti|sputnik|xinhua|unsplash|pixabay|wikimedia(?: commons)?|bloomberg)(?:(?:\s*\/\s*|\s+via\s+)[\p{L}. ]{2,30})?\s*\)?$/iu,
  ),
];

/** The first cue that fits the words of a block, or null. `nWords` is the block's count of words. */
export function findCue(text: string, nWords: number): Cue | null {
  const head = text.length <= 700 ? text : text.slice(0, 700);
  return cues.find((it) => nWords <= it.mostWords && it.pattern.test(head)) ?? null;
}
