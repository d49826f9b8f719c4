import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{cellCode,code,markdownList,prose}from"./chunk-3ICM46RC.js";import{droppedRows,foundRows,readSentence}from"./chunk-2I47TMN3.js";import{conclude}from"./chunk-WQ65IAAN.js";import{dropInWords,reasonInWords}from"./chunk-KSNVQA3X.js";import{count,countOf,listOf}from"./chunk-Y7AMCUGP.js";import{advise,capitalized,commitInWords,firstCommit,firstPlace,lastRemoval,placeInWords,refsOf,skipExamples,skipWords,stateWords,suppressionWords,wantsSteps}from"./chunk-S2MJBCYN.js";import{inReportOrder}from"./chunk-YLPNAYKL.js";var writeMarkdown=async(findings,summary,options,sink)=>{await sink.write(renderMarkdown(findings,summary,options,Number.POSITIVE_INFINITY))};function renderMarkdown(findings,summary,options,limit){let ordered=inReportOrder(findings),shown=ordered.filter(finding=>finding.status==="new"||options.showSuppressed===!0),head=headOf(ordered,summary),foot=cutLines(footOf(summary),limit-size(head)-400),room=limit-size(head)-size(foot)-400,table=fitting(shown,Math.floor(room/2),finding=>tableRow(finding,summary)),details=fitting(shown,room-size(table.text),finding=>detailsOf(finding,summary,options)),text=head;return shown.length>0&&(text+=`| severity | what | where | state | value |
| --- | --- | --- | --- | --- |
${table.text}`,table.left>0&&(text+=`
${countOf(table.left,"more finding")} ${table.left===1?"is":"are"} not shown here.
`),text+=`
### What to do

${details.text}`,details.left>0&&(text+=`${countOf(details.left,"finding")} without details here: the full report has ${details.left===1?"it":"them"}.

`)),text+foot}function headOf(findings,summary){let{tone,text,incomplete}=conclude(findings,summary);return`## ${{bad:"\u274C",warn:"\u26A0\uFE0F",good:"\u2705"}[tone]} ${prose(text)}

${incomplete===null?"":`**${prose(incomplete)}**

`}`}function tableRow(finding,summary){let state=stateWords(finding,summary.stage);return`| ${[finding.blocking?`**${finding.severity}**`:finding.severity,`${prose(finding.rule.name)} ${cellCode(finding.rule.id)}`,cellCode(placeInWords(firstPlace(finding),"\u203A"))+(finding.places.length>1?` and ${countOf(finding.places.length-1,"more place")}`:""),finding.status==="new"?state:`${state}, ${finding.status}`,cellCode(finding.masked)].join(" | ")} |
`}function detailsOf(finding,summary,options){let lines=[`- Why: ${finding.confidence} confidence: ${finding.reasons.map(reason=>prose(reasonInWords(reason))).join(", ")}.`],facts=Object.entries(finding.facts);facts.length>0&&lines.push(`- About it: ${facts.map(([name,value])=>`${prose(name)} ${code(value)}`).join(", ")}.`);let first=firstCommit(finding);first!==null&&lines.push(`- Since ${prose(commitInWords(first))}: ${code(first.subject)}`);let removed=lastRemoval(finding);removed!==null&&lines.push(`- Removed in ${prose(commitInWords(removed))}.`);let refs=refsOf(finding);refs.length>0&&lines.push(`- Still on ${listOf(refs.slice(0,5).map(code))}.`);let others=finding.places.slice(1,11).map(place=>code(placeInWords(place,"\u203A")));others.length>0&&lines.push(`- Also in ${others.join(", ")}${finding.places.length>11?`, ${countOf(finding.places.length-11,"more place")}`:""}.`);let title=`${finding.severity}: ${prose(finding.rule.name)} in ${code(placeInWords(firstPlace(finding),"\u203A"))}`,end=finding.suppression===null?adviceLines(finding,summary,options):`- ${prose(capitalized(suppressionWords(finding.suppression)))}`;return`#### ${title}

${lines.join(`
`)}
${end}

`}function adviceLines(finding,summary,options){let advice=advise(finding,summary),lines=[`- **${prose(advice.fix)}** ${code(advice.command)}`],steps=wantsSteps(finding,summary)?options.remedy?.(finding)??[]:[],list=steps.length===0?"":`

${markdownList(steps.map(prose))}`;return`${lines.join(`
`)}
- If it is no secret, ${prose(advice.ignore)}. Fingerprint ${code(finding.fingerprint)}.${list}`}function footOf(summary){let lines=[];if(summary.dropped!==void 0&&summary.dropped.length>0){lines.push("### Judged not to be secrets","");for(let{where,dropped}of droppedRows(summary.dropped).slice(0,200))lines.push(`- ${code(where)} ${code(dropped.rule)}: ${dropped.reasons.map(reason=>prose(dropInWords(reason))).join(", ")}`);lines.push("")}lines.push("### What was read","");for(let{label,text}of foundRows(summary))lines.push(`- ${label}: ${prose(text)}`);lines.push(`- read: ${prose(readSentence(summary))}`);for(let group of summary.skipped){let verb=group.incomplete?"**not read**":"skipped",detail=group.detail===null?"":`: ${prose(group.detail)}`;lines.push(`- ${verb}: ${count(group.count)} ${skipWords(group.reason)} (${skipExamples(group).map(code).join(", ")}${group.count>group.examples.length?", \u2026":""})${detail}`)}for(let note of summary.notes)lines.push(`- note: ${prose(note)}`);return`${lines.join(`
`)}
`}function fitting(findings,room,render){let pieces=[],used=0;for(let finding of findings){let piece=render(finding);if(used+=size(piece),used>room)break;pieces.push(piece)}return{text:pieces.join(""),left:findings.length-pieces.length}}function cutLines(text,limit){if(size(text)<=limit)return text;let kept=[],used=0;for(let line of text.split(`
`)){if(used+=size(line)+1,used>limit-100)break;kept.push(line)}return`${kept.join(`
`)}

The rest does not fit here.
`}function size(text){return Buffer.byteLength(text,"utf8")}export{writeMarkdown,renderMarkdown};
