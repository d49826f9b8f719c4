/** The style sheet of the HTML report: light and dark by the reader's setting, readable on paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfc;--card:#fff;--text:#1c1e21;--soft:#5c6370;--line:#dcdfe4;--code:#f4f5f7;
--critical:#9b1c31;--high:#b3341f;--medium:#8a5a00;--low:#1f5f8b;--info:#5c6370;--good:#1d6b3a;--mark:#ffe3df;--accent:#1f5f8b}
@media (prefers-color-scheme:dark){:root{--bg:#15171a;--card:#1d2024;--text:#e6e8eb;--soft:#9aa2ad;--line:#343940;--code:#15171a;
--critical:#ff8a9a;--high:#ff9d85;--medium:#f0b849;--low:#7cc0ee;--info:#9aa2ad;--good:#7bd69a;--mark:#5a1f22;--accent:#7cc0ee}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
p{margin:.25rem 0}
code,pre{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
code.command{display:inline-block}
.verdict{font-size:1.1rem;font-weight:600}
.verdict.bad{color:var(--high)}.verdict.warn,.incomplete{color:var(--medium)}.verdict.good{color:var(--good)}
.incomplete{font-weight:600}
.soft{color:var(--soft)}
.tiles{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0;padding:0;list-style:none}
.tiles li{display:flex;align-items:center;gap:.35rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.35rem .8rem}
.tiles b{font-size:1.2rem}
.tiles .critical b{color:var(--critical)}.tiles .high b{color:var(--high)}.tiles .medium b{color:var(--medium)}.tiles .low b{color:var(--low)}
.controls{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;background:var(--bg);
border-bottom:1px solid var(--line);padding:.6rem 0;margin:0}
@media (min-width:48rem) and (min-height:32rem){.controls{position:sticky;top:0;z-index:1}article{scroll-margin-top:8rem}}
.controls[hidden]{display:none}
.controls label{display:flex;flex-direction:column;font-size:.8rem;color:var(--soft)}
.controls input,.controls select,.controls button{font:inherit;font-size:.95rem;height:2.2rem;max-width:100%;color:var(--text);background:var(--card);border:1px solid var(--line);border-radius:.35rem;padding:0 .5rem}
.controls .grow{flex:1 0 100%}
.controls output{line-height:2.2rem}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
article{background:var(--card);border:1px solid var(--line);border-left-width:.35rem;border-radius:.5rem;margin:1rem 0;padding:.8rem 1rem;
content-visibility:auto;contain-intrinsic-size:auto 18rem}
article[hidden]{display:none}
article.critical{border-left-color:var(--critical)}article.high{border-left-color:var(--high)}article.medium{border-left-color:var(--medium)}
article.low{border-left-color:var(--low)}article.info{border-left-color:var(--info)}
.severity{text-transform:uppercase;letter-spacing:.04em;font-size:.8rem;font-weight:700}
.critical .severity{color:var(--critical)}.high .severity{color:var(--high)}.medium .severity{color:var(--medium)}
.low .severity{color:var(--low)}.info .severity{color:var(--info)}
.tag{font-size:.8rem;border:1px solid var(--line);border-radius:1rem;padding:0 .55rem;color:var(--soft);font-weight:400}
.where{margin:.35rem 0;overflow-wrap:anywhere}
pre.frame{background:var(--code);border:1px solid var(--line);border-radius:.35rem;margin:.5rem 0;padding:.5rem 0;overflow-x:auto}
pre.frame span{display:block;padding:0 .75rem;white-space:pre}
pre.frame span.hit{background:color-mix(in srgb,var(--mark) 45%,transparent)}
pre.frame i{display:inline-block;min-width:3.5rem;padding-right:1rem;text-align:right;color:var(--soft);font-style:normal;user-select:none}
mark{background:var(--mark);color:inherit;border-radius:.2rem;padding:0 .1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
details{margin-top:.4rem}summary{cursor:pointer;color:var(--accent)}
ol,ul{margin:.3rem 0;padding-left:1.4rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.3rem .8rem .3rem 0}
footer{margin-top:2rem;padding-bottom:3rem}
@media (max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
@media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb;--code:#fff}
body{font-size:11pt}code,pre{font-size:10pt}.controls{display:none}article{content-visibility:visible}
h2,h3,.where{break-after:avoid}pre.frame,dt,dd,li,tr{break-inside:avoid}dt{break-after:avoid}
pre.frame{overflow:visible}pre.frame span{white-space:pre-wrap;overflow-wrap:anywhere}mark{font-weight:700;text-decoration:underline}
details::details-content{content-visibility:visible;block-size:auto}}
`;
