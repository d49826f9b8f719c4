import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{loadRulesFor}from"./chunk-TUBS74MT.js";import{print}from"./chunk-AOJQXF5M.js";import{createDetector}from"./chunk-G6STYWQJ.js";import"./chunk-EPX2GWTD.js";import"./chunk-XOVEZUO4.js";import"./chunk-N53IDCCY.js";import{bech32Checksum,crc32Base62,crc32Hex,gitlabChecksum}from"./chunk-6IBTZ7ZC.js";import"./chunk-BETZV7E4.js";import"./chunk-2DG5DKKO.js";import{UsageError}from"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";var json=value=>JSON.stringify(value).slice(1,-1),jsonTwice=value=>json(json(value)),CONTEXTS=[{name:"env",path:".env",template:`PORT=8080
NAME=VALUE
DEBUG=false
`},{name:"shell-export",path:"deploy.sh",template:`#!/bin/sh
export NAME="VALUE"
./run
`},{name:"yaml",path:"config/app.yaml",template:`service:
  NAME: VALUE
  replicas: 2
`},{name:"json",path:"config.json",template:`{
  "region": "eu",
  "NAME": "VALUE",
  "port": 1
}
`,escape:json},{name:"json-in-json",path:"state.json",template:`{ "body": "{ \\"NAME\\": \\"VALUE\\", \\"port\\": 1 }" }
`,escape:jsonTwice},{name:"toml",path:"config.toml",template:`[service]
NAME = "VALUE"
port = 1
`},{name:"ini",path:"settings.ini",template:`[service]
NAME = VALUE
port = 1
`},{name:"xml",path:"config.xml",template:`<settings>
  <NAME>VALUE</NAME>
</settings>
`},{name:"hcl",path:"main.tf",template:`provider "service" {
  NAME = "VALUE"
}
`},{name:"dockerfile",path:"Dockerfile",template:`FROM node:24
ENV NAME=VALUE
RUN ./build
`},{name:"docker-compose",path:"docker-compose.yml",template:`services:
  web:
    environment:
      - NAME=VALUE
      - PORT=80
`},{name:"github-workflow",path:".github/workflows/ci.yml",template:`jobs:
  test:
    env:
      NAME: "VALUE"
    runs-on: ubuntu-latest
`},{name:"python",path:"app.py",template:`import os
NAME = "VALUE"
run(NAME)
`},{name:"javascript",path:"app.js",template:`const NAME = 'VALUE';
run(NAME);
`},{name:"typescript",path:"app.ts",template:`export const NAME: string = 'VALUE';
`},{name:"java",path:"App.java",template:`class App {
  private static final String NAME = "VALUE";
}
`},{name:"kotlin",path:"App.kt",template:`object App {
  const val NAME: String = "VALUE"
}
`},{name:"go",path:"main.go",template:`package main

const NAME = "VALUE"
`},{name:"rust",path:"main.rs",template:`const NAME: &str = "VALUE";
`},{name:"csharp",path:"App.cs",template:`class App {
  const string NAME = "VALUE";
}
`},{name:"php",path:"config.php",template:`<?php
return [
  'NAME' => 'VALUE',
];
`},{name:"ruby",path:"config.rb",template:`config.NAME = 'VALUE'
`},{name:"sql",path:"seed.sql",template:`INSERT INTO settings (name, value) VALUES ('NAME', 'VALUE');
`},{name:"curl",path:"docs/call.sh",template:`curl -s https://service.test/v1 \\
  -H "NAME: VALUE" -d @body.json
`},{name:"http-header",path:"request.http",template:`GET /v1 HTTP/1.1
Host: service.test
NAME: VALUE

`},{name:"url-query",path:"links.txt",template:`https://service.test/v1?page=2&NAME=VALUE&sort=asc
`},{name:"markdown",path:"README.md",template:`## Setup

Set \`NAME=VALUE\` and start it.
`},{name:"log",path:"app.log",template:`2026-11-02T10:00:00Z INFO starting NAME=VALUE region=eu
`},{name:"notebook-cell",path:"analysis.ipynb",template:`{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[],"source":["import os\\n","NAME = \\"VALUE\\"\\n","run()"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}
`,escape:jsonTwice},{name:"notebook-output",path:"analysis.ipynb",template:`{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[{"name":"stdout","output_type":"stream","text":["NAME: VALUE\\n"]}],"source":["show()"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}
`,escape:json}];function place(context,name,value){let written=(context.escape??(text=>text))(value),at=context.template.lastIndexOf("VALUE"),before=context.template.slice(0,at).replaceAll("NAME",name),after=context.template.slice(at+5).replaceAll("NAME",name);return{text:before+written+after,path:context.path,start:before.length,end:before.length+written.length}}var LABELS={rsa:"RSA PRIVATE KEY",ec:"EC PRIVATE KEY",dsa:"DSA PRIVATE KEY",pkcs8:"PRIVATE KEY",encrypted:"ENCRYPTED PRIVATE KEY",openssh:"OPENSSH PRIVATE KEY"};function createKeyText(kind,random){let label=LABELS[kind];if(label===void 0)throw new RangeError(`unknown key kind ${kind}`);let lines=(kind==="openssh"?openssh(random):der(kind,random)).toString("base64").match(/.{1,64}/g)??[];return[`-----BEGIN ${label}-----`,...lines,`-----END ${label}-----`].join(`
`)}function randomBytes(length,random){return Buffer.from(Array.from({length},()=>random.below(256)))}function tlv(tag,content){let length=content.length;return length<128?Buffer.concat([Buffer.from([tag,length]),content]):length<256?Buffer.concat([Buffer.from([tag,129,length]),content]):Buffer.concat([Buffer.from([tag,130,length>>8,length&255]),content])}function integer(length,random){let content=randomBytes(length,random);return content[0]=(content[0]??0)&127|1,tlv(2,content)}function der(kind,random){let version=tlv(2,Buffer.from([kind==="ec"?1:0]));if(kind==="rsa"){let parts=[129,3,129,65,65,65,65,65].map(length=>integer(length,random));return tlv(48,Buffer.concat([version,...parts]))}if(kind==="dsa")return tlv(48,Buffer.concat([version,...[129,21,129,129,20].map(length=>integer(length,random))]));if(kind==="ec")return tlv(48,Buffer.concat([version,tlv(4,randomBytes(32,random))]));let oid=Buffer.from("300d06092a864886f70d0101010500","hex");return kind==="encrypted"?tlv(48,Buffer.concat([oid,tlv(4,randomBytes(620,random))])):tlv(48,Buffer.concat([version,oid,tlv(4,der("rsa",random))]))}function openssh(random){let text=value=>{let content=Buffer.from(value),length=Buffer.alloc(4);return length.writeUInt32BE(content.length),Buffer.concat([length,content])},publicKey=randomBytes(32,random),check=randomBytes(4,random),secret=Buffer.concat([check,check,text("ssh-ed25519"),text(publicKey),text(Buffer.concat([randomBytes(32,random),publicKey])),text("me@host")]),padding=Buffer.from(Array.from({length:(8-secret.length%8)%8},(_,index)=>index+1)),count=Buffer.from([0,0,0,1]),blob=Buffer.concat([text("ssh-ed25519"),text(publicKey)]);return Buffer.concat([Buffer.from("openssh-key-v1\0"),text("none"),text("none"),text(""),count,text(blob),text(Buffer.concat([secret,padding]))])}var LOWER="abcdefghijklmnopqrstuvwxyz",UPPER=LOWER.toUpperCase(),DIGITS="0123456789",ALPHABETS={digits:DIGITS,lower:LOWER,upper:UPPER,alpha:LOWER+UPPER,alnum:LOWER+UPPER+DIGITS,loweralnum:LOWER+DIGITS,upperalnum:UPPER+DIGITS,hex:"0123456789abcdef",upperhex:"0123456789ABCDEF",base32:`${UPPER}234567`,base58:"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",base64chars:`${LOWER}${UPPER}${DIGITS}+/`,base64urlchars:`${LOWER}${UPPER}${DIGITS}-_`,word:`${LOWER}${UPPER}${DIGITS}_`},WORDS=["river","copper","lantern","orbit","velvet","harbor","cactus","meadow","pepper","quartz","falcon","ember"],GENERATORS={one:(argument,random)=>{let choices=argument.split("|");return choices[random.below(choices.length)]??""},set:(argument,random)=>{let at=argument.lastIndexOf(":");return random.text(argument.slice(0,at),lengthOf(argument.slice(at+1),random))},uuid:(_argument,random)=>{let hex=random.text("0123456789abcdef",32);return`${hex.slice(0,8)}-${hex.slice(8,12)}-4${hex.slice(13,16)}-${random.pick("89ab")}${hex.slice(17,20)}-${hex.slice(20,32)}`},base64:(argument,random)=>bytes(lengthOf(argument,random),random).toString("base64"),base64url:(argument,random)=>bytes(lengthOf(argument,random),random).toString("base64url"),"base64-of":(argument,_random,expand)=>Buffer.from(expand(argument)).toString("base64"),"base64url-of":(argument,_random,expand)=>Buffer.from(expand(argument)).toString("base64url"),"crc32-base62":(argument,random)=>{let body=random.text(ALPHABETS.alnum??"",lengthOf(argument,random));return body+crc32Base62(body)},"crc32-hex":(argument,_random,expand)=>withChecksum(expand(argument),body=>crc32Hex(body)),"crc32-hex-upper":(argument,_random,expand)=>withChecksum(expand(argument),body=>crc32Hex(body).toUpperCase()),"crc32-hex-lowest-first":(argument,_random,expand)=>withChecksum(expand(argument),body=>`_${crc32Hex(body,!0)}`),"gitlab-routable":(argument,random)=>{let payload=Buffer.concat([Buffer.from(`o:1
u:${random.text("0123456789abcdefghijklmnopqrstuvwxyz",2)}`),bytes(16,random),Buffer.from([16])]).toString("base64url");return withChecksum(`${argument}${payload}.01.${payload.length.toString(36).padStart(2,"0")}`,gitlabChecksum)},bech32,"bech32-upper":(argument,random)=>bech32(argument,random).toUpperCase(),jwt:(argument,random)=>{let encode=text=>Buffer.from(text).toString("base64url"),claims=argument===""?`{"sub":"${random.text(DIGITS,10)}","iat":${17e8+random.below(9999999)}}`:argument;return`${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(claims)}.${bytes(32,random).toString("base64url")}`},"aws-key-id":(argument,random)=>argument+random.pick("IJKLMNOPQRSTUVWXYZ")+random.text(`${UPPER}234567`,15),key:(argument,random)=>createKeyText(argument,random),"key-body":(argument,random)=>createKeyText(argument,random).split(`
`).slice(1,-1).join(""),word:(argument,random)=>argument===""?WORDS[random.below(WORDS.length)]??"":random.text(ALPHABETS.word??"",lengthOf(argument,random)),password:(_argument,random)=>{let word=WORDS[random.below(WORDS.length)]??"";return word[0]?.toUpperCase()+word.slice(1)+random.pick("!#%*?")+random.text(DIGITS,3)+random.pick(LOWER)+random.pick(UPPER)}};function expandRecipe(recipe,random){let result="";for(let at=0;at<recipe.length;){let open=recipe.indexOf("<",at);if(open<0)return result+recipe.slice(at);if(result+=recipe.slice(at,open),recipe[open+1]==="<"){result+="<",at=open+2;continue}let close=closing(recipe,open);result+=generate(recipe.slice(open+1,close),random),at=close+1}return result}function bech32(argument,random){let at=argument.lastIndexOf(":"),human=argument.slice(0,at),data=random.text("qpzry9x8gf2tvdw0s3jn54khce6mua7l",lengthOf(argument.slice(at+1),random));return`${human}1${data}${bech32Checksum(human,data)}`}function withChecksum(body,checksum){return body+checksum(body)}function generate(call,random){let colon=call.indexOf(":"),name=colon<0?call:call.slice(0,colon),argument=colon<0?"":call.slice(colon+1),generator=GENERATORS[name];if(generator!==void 0)return generator(argument,random,recipe=>expandRecipe(recipe,random));let alphabet=ALPHABETS[name];if(alphabet===void 0)throw new RangeError(`unknown sample generator <${call}>`);return random.text(alphabet,lengthOf(argument,random))}function closing(recipe,open){let depth=0;for(let at=open;at<recipe.length;at+=1)if(recipe[at]==="<"&&(depth+=1),recipe[at]===">"&&(depth-=1),depth===0)return at;throw new RangeError(`no > for the < at ${open} in a sample`)}function lengthOf(argument,random){let range=/^(\d+)(?:-(\d+))?$/.exec(argument);if(range===null)throw new RangeError(`a sample generator needs a length, not "${argument}"`);let low=Number(range[1]),high=Number(range[2]??range[1]);return low+random.below(high-low+1)}function bytes(length,random){return Buffer.from(Array.from({length},()=>random.below(256)))}function createRandom(seed){let state=2166136261;for(let i=0;i<seed.length;i+=1)state=Math.imul(state^seed.charCodeAt(i),16777619);let next=()=>{state=state+1831565813|0;let mixed=Math.imul(state^state>>>15,1|state);return mixed=mixed+Math.imul(mixed^mixed>>>7,61|mixed)^mixed,((mixed^mixed>>>14)>>>0)/4294967296},random={below:bound=>Math.floor(next()*bound),pick:alphabet=>alphabet[random.below(alphabet.length)]??"",text:(alphabet,length)=>{let result="";for(let i=0;i<length;i+=1)result+=random.pick(alphabet);return result}};return random}var NEUTRAL_NAME="SERVICE_SETTING";function expandSample(sample,seed,context){let expanded=expandRecipe(sample.text,createRandom(seed)),open=expanded.indexOf("\xAB"),close=expanded.indexOf("\xBB"),text=expanded.replace("\xAB","").replace("\xBB",""),span=open<0?{start:0,end:text.length}:{start:open,end:close-1};if(context===null||sample.whole===!0)return{text,path:sample.path??(sample.whole===!0?"sample.txt":"notes.txt"),...span};let placed=place(context,sample.name??NEUTRAL_NAME,text);if(open<0)return placed;let escape=context.escape??(part=>part),start=placed.start+escape(text.slice(0,span.start)).length;return{...placed,start,end:start+escape(text.slice(span.start,span.end)).length}}function describeSample(rule,sample,context){return`${rule.id}: ${sample.text.slice(0,60)}${context===null?"":` in ${context.name}`}`}function testSamples(loaded,options){let tried=new Map,failures=[],byId=new Map(loaded.details.map(details=>[details.id,details]));for(let rule of loaded.book.rules){if(options.only!==void 0&&!options.only(rule))continue;let count={tried:0,right:0};tried.set(rule.id,count);let details=byId.get(rule.id);details!==void 0&&runRule(rule,details,options,count,failures)}return{tried,failures}}function runRule(rule,details,options,count,failures){let attempt=(sample,context,problemOf)=>{let listed=0;for(let value=0;value<options.values;value+=1){let seed=`${rule.id}/${sample.text}/${value}`,placed=expandSample(sample,seed,context),found=options.detect(placed.text,placed.path),problem=problemOf(placed,found);count.tried+=1,problem===null?count.right+=1:(listed+=1)<=3&&failures.push({rule:rule.id,what:describeSample(rule,sample,context),problem,answered:found.map(f=>f.rule),seed})}};for(let sample of details.samples.match)for(let context of contextsOf(sample))attempt(sample,context,(placed,found)=>problemOfMatch(rule,placed,found));for(let sample of details.samples.clean)for(let context of sample.whole===!0?[null]:CONTEXTS.slice(0,2))attempt(sample,context,(_placed,found)=>found.some(one=>one.rule===rule.id)?"not-clean":null)}function contextsOf(sample){return sample.whole===!0?[null]:CONTEXTS}function problemOfMatch(rule,placed,found){let own=found.filter(one=>one.rule===rule.id),overlapping=found.filter(one=>one.start<placed.end&&one.end>placed.start);return own.length===0?overlapping.length>0?"other-rule":"missed":own.some(one=>one.start===placed.start&&one.end===placed.end)?overlapping.length>1?"extra":null:"wrong-span"}var LISTED=40;async function runRulesTest(invocation,context){let loaded=await loadRulesFor(invocation.arguments,context.cwd),only=invocation.options.only,values=Number(invocation.options.values??5);if(!Number.isInteger(values)||values<1)throw new UsageError("--values takes a whole number from 1 on");let detector=createDetector({book:loaded.book,now:context.now()}),started=process.hrtime.bigint(),report=testSamples(loaded,{values,only:rule=>only===void 0||rule.id.includes(only),detect:(text,path)=>detector.detect(Buffer.from(text),path).sightings.map(({match})=>({rule:match.candidate.rule.id,start:match.span.start,end:match.span.end}))}),milliseconds=Number(process.hrtime.bigint()-started)/1e6;return await print(context,describe(report,milliseconds)),report.failures.length===0?0:1}function describe(report,milliseconds){let lines=grouped(report.failures).slice(0,LISTED),untested=[...report.tried].filter(([,count])=>count.tried===0).map(([id])=>id);untested.length>0&&lines.push(`without samples: ${untested.join(", ")}`);let tried=0,right=0;for(let count of report.tried.values())tried+=count.tried,right+=count.right;return lines.push(`${report.tried.size} rules, ${tried} texts, ${right} right, ${tried-right} wrong; ${tried===0?0:(milliseconds*1e3/tried).toFixed(0)} \xB5s a text`),`${lines.join(`
`)}
`}function grouped(failures){let counts=new Map;for(let failure of failures){let answered=failure.answered.length===0?"":` (answered: ${[...new Set(failure.answered)].join(", ")})`,text=`${failure.problem}: ${failure.what}${answered}`;counts.set(text,(counts.get(text)??0)+1)}return[...counts].sort((a,b)=>b[1]-a[1]).map(([text,count])=>`${count} \xD7 ${text}`)}export{runRulesTest};
