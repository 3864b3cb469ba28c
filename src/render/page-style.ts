/** The style of a rendered page. Kinds differ by line as well as by colour; contrasts hold 4.5:1, light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1d1d1b; --dim: #5d5b55; --rule: #d9d5ca; --card: #fff;
  --statement: #1f4e9c; --event: #1e6b3a; --condition: #96207f; --statement-tint: #e6eefb; --condition-tint: #f9e6f4;
  --event-tint: #e4f3e8; --target: #fff3c4; }
@media (prefers-color-scheme: dark) { :root { --paper: #191a1c; --ink: #e9e7e1; --dim: #a5a29a; --rule: #3a3b3e;
  --card: #222326; --statement: #9dbdf5; --event: #8fd3a5; --condition: #ee9edb; --statement-tint: #20304c;
  --condition-tint: #452440; --event-tint: #1f3a28; --target: #4d4315; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main, header.page { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem; }
header.page { border-bottom: 1px solid var(--rule); }
header.page h1 { font-size: 1.1rem; margin: 0; }
header.page p { margin: .25rem 0; color: var(--dim); }
header.page ol { margin: .5rem 0 0; padding-left: 1.5rem; }
a { color: var(--statement); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--statement); outline-offset: 2px; }
article { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); gap: 2.5rem; padding: 1.5rem 0 3rem;
  border-bottom: 1px solid var(--rule); }
.text { font: 1.18rem/1.55 Georgia, "Times New Roman", serif; max-width: 40rem; overflow-wrap: break-word; }
.text h2 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem; }
.text h3 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
.facts { font: .9rem/1.4 system-ui, sans-serif; color: var(--dim); overflow-wrap: anywhere; }
.deck { font-style: italic; }
.byline, .dateline, .caption { font: .9rem/1.4 system-ui, sans-serif; color: var(--dim); }
.damaged::before { content: "[damaged] "; font: .8rem system-ui, sans-serif; color: var(--dim); }
details.aside { font: .85rem/1.4 system-ui, sans-serif; color: var(--dim); border-left: 3px solid var(--rule);
  padding-left: .75rem; margin: 1rem 0; }
details.aside summary { cursor: pointer; min-height: 24px; }
mark { background: none; color: inherit; text-decoration-thickness: 2px; text-underline-offset: .18em; }
mark.statement { background: var(--statement-tint); }
mark.event { text-decoration: underline solid var(--event); }
mark.event.open { text-decoration-style: dashed; }
mark.condition { background: var(--condition-tint); box-shadow: inset 0 -2px 0 var(--condition); }
mark:target, mark.trigger:target { background: var(--target); }
a.ref { font: 600 .68rem/1 system-ui, sans-serif; vertical-align: super; text-decoration: none; padding: 0 .15em; }
a.ref.statement, li.statement .kind { color: var(--statement); }
a.ref.event, li.event .kind { color: var(--event); }
a.ref.condition, li.condition .kind { color: var(--condition); }
ol.records { list-style: none; margin: 0; padding: 0; }
ol.records li { background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--rule);
  border-radius: 4px; padding: .6rem .75rem; margin: 0 0 .75rem; font-size: .92rem; overflow-wrap: break-word; }
li.statement { border-left-color: var(--statement) !important; }
li.event { border-left-color: var(--event) !important; }
li.event.open { border-left-style: dashed !important; }
li.condition { border-left-color: var(--condition) !important; }
ol.records li:target { background: var(--target); }
ol.records p { margin: .2rem 0; }
.kind { font-weight: 700; font-size: .75rem; letter-spacing: .04em; text-transform: uppercase; text-decoration: none;
  display: inline-block; min-height: 24px; }
blockquote { margin: .3rem 0; padding-left: .6rem; border-left: 2px solid var(--rule); }
.role { color: var(--dim); }
ul.remarks { padding-left: 1.2rem; font-size: .85rem; color: var(--dim); }
@media (max-width: 52rem) { article { grid-template-columns: minmax(0, 1fr); gap: 1rem; } .text { font-size: 1.05rem; } }
@media print { :root { --paper: #fff; --card: #fff; } article { display: block; } ol.records li { break-inside: avoid; }
  details.aside { display: none; } }
`;
