/** The looks of an exported page: light and dark, phone and desktop, screen and paper. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #f7f6f3; --card: #fff; --ink: #23221f; --soft: #6d6a63; --line: #e3e0d8;
  --own: #eef5f0; --accent: #2f7d54; --link: #1f6f8b; --code: #f1efe9; }
@media (prefers-color-scheme: dark) { :root { --back: #171816; --card: #1f201e; --ink: #e7e5df; --soft: #9c998f;
  --line: #33342f; --own: #1d2a23; --accent: #6cc495; --link: #7cc4dd; --code: #292a27; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--back); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
.all { max-width: 48rem; margin: 0 auto; padding: 1rem; }
.top { padding: 1.5rem 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; letter-spacing: -.015em; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0; letter-spacing: -.01em; }
h2::before { content: "🌿"; margin-right: .45em; font-size: .85em; }
p.about, .facts, footer { color: var(--soft); font-size: .9rem; margin: .2rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
nav { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem; margin-bottom: 1rem;
  max-height: 40vh; overflow: auto; }
nav p { margin: 0 .5rem .35rem; color: var(--soft); font-size: .75rem; font-weight: 600; letter-spacing: .08em;
  text-transform: uppercase; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .3rem .5rem; border-radius: .4rem; color: inherit; text-decoration: none; line-height: 1.35; }
nav a:hover, nav a:focus-visible { background: var(--code); }
nav small { color: var(--soft); margin-left: .4em; }
${[1, 2, 3, 4, 5, 6, 7, 8].map((d) => `.d${d} { padding-left: ${d * 0.8}rem; }`).join(" ")}
.d1 a, .d2 a, .d3 a, .d4 a, .d5 a, .d6 a, .d7 a, .d8 a { border-left: 2px solid var(--line);
  border-radius: 0 .4rem .4rem 0; }
section { margin: 0 0 3rem; }
.branch { border-bottom: 1px solid var(--line); padding: .5rem 0 .75rem; margin-bottom: 1rem; }
.day, .note { display: flex; align-items: center; gap: .75rem; color: var(--soft); font-size: .8rem; margin: 1.5rem 0 1rem;
  text-align: center; }
.day::before, .day::after, .note::before, .note::after { content: ""; flex: 1 1 1rem; min-width: 1rem; height: 1px;
  background: var(--line); }
.note span { flex: 0 1 auto; max-width: 85%; }
article { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); column-gap: .75rem; padding: .75rem;
  border-radius: .75rem; margin: .25rem 0; }
article.parley { background: var(--own); }
article:target { outline: 2px solid var(--accent); }
article > i { width: 2.25rem; height: 2.25rem; border-radius: 50%; display: grid; place-items: center; font-style: normal;
  font-weight: 600; color: #fff; font-size: .95rem; user-select: none; }
article.parley > i { border-radius: .6rem; }
.c0 { background: #8a4f7d; } .c1 { background: #a8572f; } .c2 { background: #3f6ea8; } .c3 { background: #7a6a1f; }
.c4 { background: #a34357; } .c5 { background: #55609f; } .c6 { background: #26777b; } .c7 { background: #75584a; }
.parley > i { background: #2f7d54; }
h3 { font-size: 1rem; margin: 0; line-height: 1.4; font-weight: 400; color: var(--soft); }
h3 b { color: var(--ink); font-weight: 650; margin-right: .35em; }
.parley h3 b { color: var(--accent); }
h3 time, h3 small { font-size: .8rem; }
h3 small { margin-left: .5em; border: 1px solid var(--line); border-radius: 1em; padding: 0 .5em; white-space: nowrap; }
.files { list-style: none; margin: .35rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.files li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .2rem .6rem;
  font-size: .85rem; }
.files small, .aside { color: var(--soft); font-size: .85rem; }
.aside { margin: .35rem 0 0; }
details.old { margin: .25rem 0; border: 1px dashed var(--line); border-radius: .75rem; }
details.old > summary { cursor: pointer; padding: .5rem .75rem; color: var(--soft); font-size: .85rem; }
details.old article { opacity: .75; }
.text { unicode-bidi: plaintext; }
.text > :first-child { margin-top: .15rem; } .text > :last-child { margin-bottom: 0; }
.text p, .text ul, .text ol, .text pre, .text table, .text blockquote { margin: .5rem 0; unicode-bidi: plaintext; }
.text ul, .text ol { padding-left: 1.5rem; }
.text h4, .text h5, .text h6 { margin: 1rem 0 .35rem; font-size: 1.05rem; line-height: 1.35; }
.text h5 { font-size: 1rem; } .text h6 { font-size: .9rem; color: var(--soft); }
.text blockquote { border-left: 3px solid var(--line); padding-left: .75rem; color: var(--soft); margin-left: 0; }
.text code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: var(--code);
  padding: .1em .3em; border-radius: .3em; }
.text pre { position: relative; overflow-x: auto; background: var(--code); border: 1px solid var(--line);
  border-radius: .6rem; padding: .7rem .85rem; font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  overflow-wrap: normal; tab-size: 4; }
.text pre code { background: none; padding: 0; font: inherit; }
.text pre[data-language]::before { content: attr(data-language); display: block; margin-bottom: .3rem; color: var(--soft);
  font-size: .75rem; }
.text table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .925rem; overflow-wrap: normal; }
.text th, .text td { border: 1px solid var(--line); padding: .35rem .65rem; text-align: left; }
.text th { background: var(--code); font-weight: 600; }
.text th[align=right], .text td[align=right] { text-align: right; }
.text th[align=center], .text td[align=center] { text-align: center; }
.text hr { border: 0; border-top: 1px solid var(--line); margin: 1rem 0; }
footer { border-top: 1px solid var(--line); padding: 1rem 0 2rem; }
@media (min-width: 64rem) {
  .all.tree { max-width: 72rem; display: grid; grid-template-columns: 15rem minmax(0, 48rem); column-gap: 2.5rem;
    padding: 1rem 2rem; }
  .tree .top, .tree footer { grid-column: 2; }
  .tree nav { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 1rem; align-self: start;
    max-height: calc(100vh - 2rem); margin-top: 1.5rem; }
}
@media print { body { background: #fff; } nav { display: none; } article { break-inside: avoid-page; } .all { padding: 0; } }
`;
