import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{SCHEMA_VERSION,findingToJson,summaryToJson,toolToJson}from"./chunk-M7UJY4PJ.js";import{escapeMarkup}from"./chunk-VZAVGNE2.js";import{isBlank}from"./chunk-233RD7A7.js";import{confidenceList,droppedRows,readSentence}from"./chunk-2I47TMN3.js";import{conclude}from"./chunk-WQ65IAAN.js";import"./chunk-ZBVIKMME.js";import{dropInWords,reasonInWords}from"./chunk-KSNVQA3X.js";import{count,countOf}from"./chunk-Y7AMCUGP.js";import{advise,commitInWords,firstCommit,firstPlace,lastRemoval,placeInWords,refsOf,skipExamples,skipWords,stateSentence,stateWords,suppressionWords,wantsSteps}from"./chunk-S2MJBCYN.js";import{inReportOrder,safeJson,visible,visibleCode}from"./chunk-YLPNAYKL.js";import{SEVERITIES}from"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";import{createHash}from"node:crypto";var AROUND=300,MOST_PLACES=200;function html(text){return escapeMarkup(visible(text))}function findingHtml(finding,summary,options){let place=firstPlace(finding),tags=[stateWords(finding,summary.stage),`${finding.confidence} confidence`,...finding.status==="new"?[]:[finding.status]];return`<article class="${finding.severity}" id="finding-${html(finding.fingerprint)}">
<h3><span class="severity">${finding.severity}</span> ${html(finding.rule.name)} <code class="soft">${html(finding.rule.id)}</code>${tags.map(tag=>` <span class="tag">${html(tag)}</span>`).join("")}</h3>
<p class="where"><code>${html(placeInWords(place,"\u203A"))}</code></p>
${place.excerpt===null?`<pre class="frame"><span class="hit"><i></i><mark>${html(finding.masked)}</mark></span></pre>`:frame(place.excerpt,place)}
<dl>${detailsOf(finding,summary).map(([term,text])=>`<dt>${term}</dt><dd>${text}</dd>`).join("")}</dl>
${placesOf(finding)}${remedyOf(finding,summary,options)}</article>`}function detailsOf(finding,summary){let rows=[["Why",html(finding.reasons.map(reasonInWords).join(", "))],["Where it is",html(stateSentence(finding,summary.stage))]],facts=Object.entries(finding.facts);facts.length>0&&rows.push(["About it",facts.map(([name,value])=>`${html(name)} <code>${html(value)}</code>`).join(", ")]);let first=firstCommit(finding);first!==null&&rows.push(["Since",`${html(commitInWords(first))}: ${html(first.subject)}`]);let removed=lastRemoval(finding);removed!==null&&rows.push(["Removed",`${html(commitInWords(removed))}: ${html(removed.subject)}`]);let refs=refsOf(finding);if(refs.length>0&&rows.push(["Still on",refs.slice(0,20).map(ref=>`<code>${html(ref)}</code>`).join(", ")]),finding.suppression===null){let advice=advise(finding,summary);rows.push(["What to do",`${html(advice.fix)} <code class="command">${html(advice.command)}</code>`]),rows.push(["No secret?",html(`${advice.ignore.slice(0,1).toUpperCase()}${advice.ignore.slice(1)}.`)])}else rows.push(["Known",html(suppressionWords(finding.suppression))]);return rows.push(["Fingerprint",`<code>${html(finding.fingerprint)}</code>`]),rows}function placesOf(finding){let others=finding.places.slice(1);if(others.length===0)return"";let items=others.slice(0,MOST_PLACES).map(place=>`<li><code>${html(placeInWords(place,"\u203A"))}</code></li>`);return others.length>MOST_PLACES&&items.push(`<li>${countOf(others.length-MOST_PLACES,"more place")}</li>`),`<details><summary>The same value in ${countOf(others.length,"more place")}</summary><ul>${items.join("")}</ul></details>
`}function remedyOf(finding,summary,options){let steps=wantsSteps(finding,summary)?options.remedy?.(finding)??[]:[];return steps.length===0?"":`<details><summary>How to make it harmless</summary><ol>${steps.map(step=>`<li>${html(step)}</li>`).join("")}</ol></details>
`}function frame(excerpt,place){let{lines,firstLine,mark}=excerpt,rows=[],context=index=>{let text=lines[index];text!==void 0&&!isBlank(text)&&rows.push(`<span><i>${firstLine+index}</i>${codeHtml(text.slice(0,2*AROUND))}</span>`)};context(mark.line-1);let line=lines[mark.line]??"",from=Math.max(0,mark.start-AROUND),to=Math.min(line.length,mark.end+AROUND);rows.push(`<span class="hit"><i>${firstLine+mark.line}</i>${from>0?"\u2026":""}${codeHtml(line.slice(from,mark.start))}<mark>${codeHtml(line.slice(mark.start,mark.end))}</mark>${codeHtml(line.slice(mark.end,to))}${to<line.length?"\u2026":""}</span>`);let last=place.endLine-firstLine;return last>mark.line&&last<lines.length?(last>mark.line+1&&rows.push(`<span><i>\u22EE</i>${countOf(last-mark.line-1,"more line")}</span>`),context(last),context(last+1)):context(mark.line+1),`<pre class="frame">${rows.join("")}</pre>`}function codeHtml(text){return escapeMarkup(visibleCode(text.replaceAll("	","    ")))}var PAGE_SCRIPT=`
'use strict';
(function () {
  var list = document.getElementById('findings');
  var controls = document.getElementById('controls');
  var island = document.getElementById('report');
  if (!list || !controls || !island) return;
  var report = JSON.parse(island.textContent);
  var ranks = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
  var sure = { high: 0, medium: 1, low: 2 };
  var entries = report.findings.map(function (finding, index) {
    var place = finding.places[0];
    var times = finding.places.map(function (p) { return p.commit ? Date.parse(p.commit.date) : NaN; }).filter(isFinite);
    var words = [finding.rule, finding.name, finding.provider, finding.state, finding.masked, finding.fingerprint, finding.reasons.join(' ')];
    finding.places.forEach(function (p) {
      words.push(p.path, p.inner.join(' '), p.refs.join(' '));
      if (p.commit) words.push(p.commit.id, p.commit.author, p.commit.subject);
    });
    return {
      index: index, finding: finding, node: list.children[index], text: words.join('\\n').toLowerCase(),
      path: place.path, line: place.startLine, date: Math.min.apply(null, times)
    };
  });
  var field = function (name) { return controls.elements.namedItem(name); };
  var orders = {
    severity: function (a, b) { return ranks[a.finding.severity] - ranks[b.finding.severity]; },
    confidence: function (a, b) { return sure[a.finding.confidence] - sure[b.finding.confidence]; },
    path: function (a, b) { return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line; },
    oldest: function (a, b) { return a.date === b.date ? 0 : a.date - b.date; },
    rule: function (a, b) { return a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0; }
  };
  var sorted = '';
  var update = function () {
    var terms = field('search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    var severity = field('severity').value;
    var status = field('status').value;
    var state = field('state').value;
    var shown = 0;
    entries.forEach(function (entry) {
      var finding = entry.finding;
      var visible = (severity === '' || ranks[finding.severity] <= ranks[severity]) &&
        (status === '' || finding.status === status) && (state === '' || finding.state === state) &&
        terms.every(function (term) { return entry.text.indexOf(term) >= 0; });
      entry.node.hidden = !visible;
      if (visible) shown++;
    });
    var order = field('sort').value;
    if (order !== sorted) {
      sorted = order;
      var compare = orders[order];
      entries.slice().sort(function (a, b) { return (compare ? compare(a, b) : 0) || a.index - b.index; })
        .forEach(function (entry) { list.appendChild(entry.node); });
    }
    document.getElementById('shown').textContent = shown + ' of ' + entries.length + ' shown';
  };
  // Thousands of findings are not drawn anew for each letter that is typed.
  var pause = entries.length > 2000 ? 200 : 0;
  var soon = 0;
  controls.addEventListener('input', function () {
    if (pause === 0) return update();
    clearTimeout(soon);
    soon = setTimeout(update, pause);
  });
  // The event comes before the fields are reset; so they are reset here.
  controls.querySelector('[type=reset]').addEventListener('click', function (event) {
    event.preventDefault();
    controls.reset();
    update();
  });
  controls.addEventListener('submit', function (event) { event.preventDefault(); });
  document.getElementById('save').addEventListener('click', function () {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2) + '\\n'], { type: 'application/json' }));
    link.download = 'keysieve-report.json';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });
  controls.hidden = entries.length === 0;
  update();
})();
`;var PAGE_STYLE=`
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
`;var writeHtml=async(findings,summary,options,sink)=>{let ordered=inReportOrder(findings),{tone,text,incomplete}=conclude(ordered,summary);await sink.write(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${sha256(PAGE_STYLE)}'; script-src '${sha256(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>keysieve: ${html(text)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>keysieve report</h1>
<p class="verdict ${tone}">${html(text)}</p>
${incomplete===null?"":`<p class="incomplete">${html(incomplete)}</p>
`}${tiles(summary)}<p class="soft">${html(readSentence(summary))}</p>
</header>
<main>
<h2>Findings</h2>
${controls()}
<div id="findings">`);for(let finding of ordered)await sink.write(findingHtml(finding,summary,options));await sink.write(`</div>
${ordered.length===0?`<p>None.</p>
`:""}${unread(summary)}${dropped(summary)}</main>
${about(summary)}`),await sink.write(`<script type="application/json" id="report">${island(ordered,summary)}</script>
`),await sink.write(`<script>${PAGE_SCRIPT}</script>
</body>
</html>
`)};function tiles(summary){let{new:fresh,baselined,allowed}=summary.findings,tile=(number,word,kind="")=>`<li${kind===""?"":` class="${kind}"`}><b>${count(number)}</b> ${word}</li>`,items=[tile(fresh,"new"),...SEVERITIES.filter(severity=>summary.bySeverity[severity]>0).map(severity=>tile(summary.bySeverity[severity],severity,severity)),...baselined>0?[tile(baselined,"in the baseline")]:[],...allowed>0?[tile(allowed,"allowed")]:[]],sure=confidenceList(summary);return`<ul class="tiles">${items.join("")}${sure===""?"":`<li>confidence: ${html(sure)}</li>`}</ul>
`}function controls(){let select=(name,label,options)=>`<label>${label}<select name="${name}">${options.map(([value,words])=>`<option value="${value}">${words}</option>`).join("")}</select></label>`;return`<form id="controls" class="controls" hidden autocomplete="off">
<label class="grow">Search<input type="search" name="search" placeholder="rule, path, author, commit, fingerprint"></label>
${select("severity","Severity",[["","all"],["critical","critical"],["high","high and worse"],["medium","medium and worse"],["low","low and worse"]])}
${select("status","Status",[["new","new"],["","all"],["baselined","baselined"],["allowed","allowed"]])}
${select("state","Where it is",[["","anywhere"],["staged","staged"],["worktree","working tree"],["in-head","in HEAD"],["history-only","history only"],["dangling","unreachable"],["stream","input"]])}
${select("sort","Order",[["","as reported"],["severity","severity"],["confidence","confidence"],["path","path"],["oldest","oldest first"],["rule","rule"]])}
<button type="reset">Reset</button> <button type="button" id="save">Save as JSON</button>
<output id="shown" class="soft" aria-live="polite"></output>
</form>`}function unread(summary){return summary.skipped.length===0?"":`<h2>Not scanned</h2>
<table><thead><tr><th>Number</th><th>Why</th><th>For example</th><th>More</th></tr></thead><tbody>${summary.skipped.map(group=>`<tr><td>${count(group.count)}</td><td>${html(skipWords(group.reason))}${group.incomplete?' <b class="incomplete">(should have been read)</b>':""}</td><td>${skipExamples(group).map(example=>`<code>${html(example)}</code>`).join(", ")}${group.count>group.examples.length?", \u2026":""}</td><td>${html(group.detail??"")}</td></tr>`).join("")}</tbody></table>
`}function dropped(summary){return summary.dropped===void 0||summary.dropped.length===0?"":`<h2>Judged not to be secrets</h2>
<ul>${droppedRows(summary.dropped).map(({where,dropped:entry})=>`<li><code>${html(where)}</code> <code>${html(entry.rule)}</code> <code>${html(entry.masked)}</code>: ${html(entry.reasons.map(dropInWords).join(", "))}</li>`).join("")}</ul>
`}function about(summary){return`<footer>
${summary.notes.length===0?"":`<h2>Notes</h2>
<ul>${summary.notes.map(note=>`<li>${html(note)}</li>`).join("")}</ul>
`}<p class="soft">keysieve ${html(summary.toolVersion)}, rules <code>${html(summary.rulesDigest.slice(0,16))}</code>, ${html(summary.startedAt)}</p>
</footer>
`}function island(findings,summary){let document={schemaVersion:SCHEMA_VERSION,tool:toolToJson(summary),summary:summaryToJson(summary),findings:findings.map(findingToJson)};return safeJson(document).replace(/[<>&]/g,sign=>`\\u00${sign.charCodeAt(0).toString(16)}`)}function sha256(text){return`sha256-${createHash("sha256").update(text,"utf8").digest("base64")}`}export{writeHtml};
