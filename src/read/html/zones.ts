/**
 * What a part of a page is for, told by how its builders named it: element, class, id, role, test id. Hundreds
 * of sites share this small vocabulary. A zone is a strong sign, but never believed of an element that holds a
 * large part of the page's prose (`classify.ts`).
 */
import type { BlockRole } from "../../model/article.ts";
import type { DomElement } from "./dom.ts";

/** A named part of a page. `role` is what its blocks are, unless they say otherwise themselves. */
export interface ZoneKind {
  readonly name: string;
  readonly role: BlockRole;
}

const kind = (name: string, role: BlockRole): ZoneKind => ({ name, role });

const byElement: Readonly<Record<string, ZoneKind>> = {
  nav: kind("nav", "promo"),
  aside: kind("aside", "promo"),
  footer: kind("footer", "legal"),
  form: kind("form", "form"),
  fieldset: kind("form", "form"),
  button: kind("form", "form"),
  label: kind("form", "form"),
  dialog: kind("form", "form"),
  menu: kind("nav", "promo"),
  figcaption: kind("caption", "caption"),
  figure: kind("figure", "caption"),
  address: kind("byline", "byline"),
};

const byRole: Readonly<Record<string, ZoneKind>> = {
  navigation: kind("nav", "promo"),
  complementary: kind("aside", "promo"),
  contentinfo: kind("footer", "legal"),
  search: kind("form", "form"),
  form: kind("form", "form"),
  dialog: kind("form", "form"),
  alertdialog: kind("form", "form"),
  banner: kind("header", "promo"),
  menu: kind("nav", "promo"),
  menubar: kind("nav", "promo"),
  toolbar: kind("form", "form"),
  button: kind("form", "form"),
};

/** Words in a name begin at a border or a capital: "relatedArticles", "article-related", "js_related". */
const w = (words: string): RegExp => new RegExp(`(?:^|[\\s_:./-])(?:${words})(?=$|[\\s_:./\\d-])`);

/** Names of parts, tried in order; the first that fits tells. */
const byName: readonly (readonly [ZoneKind, RegExp])[] = [
  [
    kind("comments", "form"),
    w(
      "comments?|commenting|disqus|livefyre|discussion|respond|reply|replies|user-?comments?|comment-?(?:list|form|section|area|thread|box|wrapper|container)|fb-comments|spot-?im|coral-talk|viafoura",
    ),
  ],
  [
    kind("cookie", "legal"),
    w(
      "cookies?|cookie-?(?:banner|notice|bar|consent|policy)|gdpr|ccpa|consent|privacy|onetrust|cmp|eu-cookie|legal|disclaimer|copyright|copy-?right|terms",
    ),
  ],
  [
    kind("paywall", "social"),
    w(
      "pay-?wall|reg-?wall|subscription-?(?:wall|banner|offer|promo|prompt)?|subscribe-?\\w*|subscribe|meter|gate(?:way)?|piano|tp-modal|tp-container|membership|donat(?:e|ion)\\w*|contribute|contributions?-?(?:banner|epic)|epic|upsell",
    ),
  ],
  [
    kind("newsletter", "social"),
    w(
      "newsletters?|news-?letter-?\\w*|sign-?up-?\\w*|e-?mail-?(?:sign-?up|alerts?|form|capture|subscribe|signup)|mailing-?list|mailchimp|mc_embed_signup|opt-?in|briefing-?signup|alerts?-?sign-?up",
    ),
  ],
  [
    kind("share", "social"),
    w(
      "shar(?:e|ing|ers?|edaddy)\\w*|social-?\\w*|socials?|addthis\\w*|addtoany\\w*|a2a_kit|shariff|sd-sharing|follow-?(?:us|me|buttons?|links?)?|tweet-?(?:button|this)|fb-like|like-?button|whatsapp|sns|ssba\\w*|essb\\w*|heateor\\w*",
    ),
  ],
  [
    kind("ad", "promo"),
    w(
      "ads?|adverts?|advertis(?:e|ing|ement)s?|ad-?(?:wrapper|container|slot|unit|box|label|text|zone|block|holder|placeholder)|dfp\\w*|gpt-?ad\\w*|sponsor(?:ed|s|ship)?\\w*|promoted|outbrain\\w*|taboola\\w*|trc_\\w*|revcontent|mgid|zergnet|teads|adsense|adsbygoogle|banner-?ads?|native-?ad\\w*|affiliate\\w*|commercial",
    ),
  ],
  [
    kind("related", "promo"),
    w(
      "related\\w*|(?:article|post|story|entry|content)-?related\\w*|recommend(?:ed|ations?|er)?\\w*|recirc\\w*|read-?(?:more|next|also)\\w*|more-?(?:on|from|stories|news|articles|posts|coverage|in|to-?explore|link|links|headlines)\\w*|(?:see|read|you)-?(?:also|may|might)\\w*|also-?(?:read|see|like|on)\\w*|most-?(?:read|popular|viewed|shared|recent|watched|commented|emailed)\\w*|popular\\w*|trending\\w*|latest-?\\w*|top-?(?:stories|news|posts|headlines|articles)\\w*|editors?-?picks?\\w*|up-?next|next-?(?:article|story|post|up)\\w*|prev(?:ious)?-?(?:article|story|post)\\w*|post-?navigation|nav-?(?:links|below|single|previous|next)|teasers?\\w*|story-?(?:package|list|feed|stream|rail)|jp-relatedposts|yarpp\\w*|wp-?related\\w*|crp_related|in-?read|inline-?(?:link|promo|related|story|article|video)s?\\w*|promo(?:s|tion|tional|ted)?\\w*|further-?reading|suggest(?:ed|ions?)\\w*|around-?the-?web|linked-?(?:stories|articles)|tease|rail|right-?rail|sidebar\\w*|side-?bar|side-?(?:column|col|content)|widgets?|widget-?area|carousel\\w*|slider|cards?-?(?:list|grid|deck)|list-?(?:of-?)?articles|zone-?(?:after|below)|more|hub-?(?:link|peek)s?|rich-?link|element-rich-link|block-?related|internal-?links?|storylink|pullout|factbox|fact-?box|infobox-?links?|see-?also|interstitial\\w*|topic-?links?|package-?list",
    ),
  ],
  [
    kind("author-bio", "byline"),
    w(
      "author-?(?:bio|box|info|desc(?:ription)?|card|profile|about|details|section|block|widget|wrap|footer|avatar)\\w*|about-?(?:the-?)?author\\w*|bio|biograph(?:y|ical)|bio-?\\w+|writer-?(?:bio|info)|contributor-?(?:bio|info|box)|end-?(?:bio|note|credit)|tagline-?bio|shirttail|tipoff|tip-?line|staff-?bio|abh_\\w+|article-?author-?bio",
    ),
  ],
  [
    kind("byline", "byline"),
    w(
      "by-?lines?|by-?line-?\\w+|authors?|author-?(?:names?|list|line|link|meta|byline|date)|article-?(?:authors?|byline)|writers?|vcard|contributors?|credits?-?(?:line|block)?|post-?author|entry-?author|dateline-?author|reporter|story-?(?:by|author|credit)|published-?by",
    ),
  ],
  [
    kind("date", "dateline"),
    w(
      "date-?lines?|date-?time|datetime|time-?stamps?|publi(?:sh|cation)-?(?:ed)?-?(?:date|time|on|info)?|pub-?(?:date|time)|published|post(?:ed)?-?(?:date|on|time)|entry-?date|article-?(?:date|time|timestamp|published)|(?:last-?)?updated?-?(?:date|time|at|on)?|modified|story-?(?:date|time)|date|time|meta-?date|dateline",
    ),
  ],
  [
    kind("meta", "dateline"),
    w(
      "(?:article|post|entry|story|content|page)-?(?:meta|info|details|data|toolbar|tools|header-?meta|footer|utility|utilities|actions?)|meta|post-?details|entry-?(?:meta|footer|utility)|meta-?(?:data|info|bar|line)|read(?:ing)?-?time|time-?to-?read|views-?count|page-?views|toolbar|tools|article-?tools|utility-?bar|actions?",
    ),
  ],
  [
    kind("caption", "caption"),
    w(
      "captions?|wp-caption\\w*|image-?(?:captions?|credits?|desc(?:ription)?|source|text|meta|info|attribution|copyright)|photo-?(?:captions?|credits?|by|desc|info|source)|picture-?(?:captions?|credits?)|media-?(?:captions?|credits?|info|desc)|img-?(?:captions?|credits?|desc)|figcaption|cutline|credits?|photo-?graphers?|hero-?caption|lead-?caption|video-?(?:captions?|desc(?:ription)?|title|meta|info)|gallery-?(?:captions?|text|desc)|slide-?(?:captions?|desc|text)|legend|copyright-?holder|lightbox-?\\w*",
    ),
  ],
  [
    kind("gallery", "caption"),
    w(
      "gallery\\w*|slideshow\\w*|slide-?show|photo-?gallery|image-?gallery|media-?(?:viewer|player)|video-?(?:player|container|embed|module|block|playlist|wrapper)|playlist|jw-?player|jwplayer\\w*|vjs-\\w+|brightcove\\w*|player|audio-?player|podcast-?(?:player|embed|promo)",
    ),
  ],
  [
    kind("tags", "tags"),
    w(
      "tags?|tag-?(?:list|cloud|links?|s)|post-?tags?|entry-?tags?|article-?tags?|topics?|topic-?(?:list|tags?)|keywords?|categor(?:y|ies)|cat-?links|cats|labels?|filed-?under|sections?-?(?:label|name|title|link|tag)|kicker|eyebrow|overline|breadcrumbs?|bread-?crumb\\w*|crumbs?|channel-?name",
    ),
  ],
  [
    kind("nav", "promo"),
    w(
      "nav|nav-?bar|navigation|navbar\\w*|menus?|main-?menu|sub-?menu|mega-?menu|site-?(?:nav|menu|header|footer|links)|global-?(?:nav|header|footer)|top-?(?:bar|nav|menu)|hamburger|off-?canvas|skip-?(?:link|to|nav)\\w*|pagination|pager|page-?(?:nav|links|numbers)|masthead-?(?:nav|menu)|quick-?links|ticker|breaking-?(?:news-?)?(?:bar|ticker|banner)|live-?ticker|edition-?\\w+|lang-?(?:switch\\w*|list)|language-?(?:switch\\w*|selector)",
    ),
  ],
  [
    kind("footer", "legal"),
    w("footer|site-?footer|page-?footer|foot|colophon|bottom-?(?:bar|nav|links)|global-?footer"),
  ],
  [
    kind("header", "promo"),
    w(
      "site-?header|page-?masthead|masthead|header-?(?:bar|top|nav|links|menu)|top-?header|logo|brand(?:ing)?",
    ),
  ],
  [
    kind("form", "form"),
    w(
      "log-?in\\w*|sign-?in\\w*|register|registration|search-?\\w*|search|modal\\w*|pop-?up\\w*|overlay\\w*|lightbox|toast|tooltip|dropdown|drop-?down|accordion-?toggle|survey|poll|quiz|feedback|vote|rating|controls?|btn|button|print-?(?:only|button|link)|font-?size\\w*|text-?(?:size|resize)\\w*|no-?print|noprint|hidden-?print|sr-only|visually-?hidden|screen-?reader-?\\w*|visuallyhidden|assistive-?text|a11y\\w*|offscreen",
    ),
  ],
  [
    kind("correction", "legal"),
    w("correction|clarification|editors?-?note|rights|permissions?|syndicat\\w*|republish\\w*|standards"),
  ],
  [kind("pull-quote", "caption"), w("pull-?quotes?\\w*|pullquote|quote-?(?:box|pull)")],
];

const named = [
  "class",
  "id",
  "data-testid",
  "data-test-id",
  "data-component",
  "data-component-name",
  "data-module",
  "data-qa",
  "data-type",
  "aria-label",
  "itemprop",
  "data-area",
];

/** The zone an element opens, or null. `longestName` bounds what hostile attributes can cost. */
export function zoneOf(element: DomElement): ZoneKind | null {
  const role = element.getAttribute("role");
  const plain =
    byElement[element.localName] ?? (role === null ? undefined : byRole[role.trim().toLowerCase()]);
  const name = nameOf(element);
  if (name === "") return plain ?? null;
  const found = byName.find(([, pattern]) => pattern.test(name));
  // What the builders wrote is more exact than the element: a <footer class="author-bio">, an <aside class="share">.
  return found?.[0] ?? plain ?? null;
}

const longestName = 300;

/** All names of an element in lower case, camel case parted: "relatedArticles js-box" → "related-articles js-box". */
function nameOf(element: DomElement): string {
  let name = "";
  for (const attribute of named) {
    const value = element.getAttribute(attribute);
    if (value !== null && value !== "") name += ` ${value.slice(0, longestName)}`;
  }
  return name === "" ? "" : name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}
