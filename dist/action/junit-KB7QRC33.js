import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{escapeMarkup}from"./chunk-VZAVGNE2.js";import{conclude}from"./chunk-WQ65IAAN.js";import"./chunk-ZBVIKMME.js";import{reasonInWords}from"./chunk-KSNVQA3X.js";import{count}from"./chunk-Y7AMCUGP.js";import{advise,firstPlace,isThere,placeInWords,skipExamples,skipWords,stateSentence,suppressionWords}from"./chunk-S2MJBCYN.js";import{inReportOrder,visible}from"./chunk-YLPNAYKL.js";import"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";var writeJunit=async(findings,summary,_options,sink)=>{let files=new Map;for(let finding of inReportOrder(findings)){let path=(finding.places.find(isThere)??firstPlace(finding)).path,group=files.get(path);group===void 0?files.set(path,[finding]):group.push(finding)}let failures=findings.filter(finding=>outcomeOf(finding)==="failure").length,seconds=(summary.durationMs/1e3).toFixed(3),errors=summary.complete?0:1;await sink.write(`<?xml version="1.0" encoding="UTF-8"?>
`),await sink.write(`<testsuites name="keysieve" tests="${findings.length+1}" failures="${failures}" errors="${errors}" time="${seconds}">
`),await sink.write(scanSuite(findings,summary,seconds));for(let[path,group]of files)await sink.write(fileSuite(path,group,summary));await sink.write(`</testsuites>
`)};function scanSuite(findings,summary,seconds){let{text,incomplete}=conclude(findings,summary),body=incomplete===null?`/>
`:`>
      <error message="${attribute(incomplete)}" type="incomplete">${element(notRead(summary))}</error>
    </testcase>
`;return`  <testsuite name="keysieve" tests="1" failures="0" errors="${incomplete===null?0:1}" skipped="0" time="${seconds}"${timestamp(summary)}>
    <testcase name="the scan is complete" classname="keysieve" time="${seconds}"${body}    <system-out>${element(text)}</system-out>
  </testsuite>
`}function fileSuite(path,findings,summary){let failed=findings.map(outcomeOf).filter(outcome=>outcome==="failure").length,cases=findings.map(finding=>testCase(path,finding,summary)).join("");return`  <testsuite name="${attribute(path)}" tests="${findings.length}" failures="${failed}" errors="0" skipped="${findings.length-failed}">
${cases}  </testsuite>
`}function testCase(path,finding,summary){let place=placeInWords(finding.places.find(isThere)??firstPlace(finding),">"),open=`    <testcase name="${attribute(`${finding.rule.id} at ${place}`)}" classname="${attribute(path)}">
`;if(outcomeOf(finding)==="skipped"){let{suppression}=finding,why=suppression===null?"below the threshold":suppressionWords(suppression);return`${open}      <skipped message="${attribute(`${finding.severity}, ${why}`)}"/>
    </testcase>
`}let advice=advise(finding,summary),lines=[`${place}`,`${finding.rule.name}: ${finding.masked}`,stateSentence(finding,summary.stage),`${finding.confidence} confidence: ${finding.reasons.map(reasonInWords).join(", ")}`,...finding.places.slice(1,20).map(other=>`also in ${placeInWords(other,">")}`),advice.fix,`next: ${advice.command}`,`fingerprint: ${finding.fingerprint}`],message=`${finding.severity}: ${finding.rule.name} (${finding.masked})`;return`${open}      <failure message="${attribute(message)}" type="${attribute(finding.rule.id)}">${lines.map(element).join(`
`)}</failure>
    </testcase>
`}function outcomeOf(finding){return finding.status==="new"&&finding.blocking?"failure":"skipped"}function notRead(summary){return summary.skipped.filter(group=>group.incomplete).map(group=>`${count(group.count)} ${skipWords(group.reason)}: ${skipExamples(group).join(", ")}${group.detail===null?"":` (${group.detail})`}`).join("; ")}function timestamp(summary){let start=Date.parse(summary.startedAt);return Number.isNaN(start)?"":` timestamp="${new Date(start).toISOString().slice(0,19)}"`}function attribute(text){return escapeMarkup(visible(text))}function element(text){return escapeMarkup(visible(text))}export{writeJunit};
