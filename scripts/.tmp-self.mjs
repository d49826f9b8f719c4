import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileBuiltinRules, importTypeScript } from './rulebook-plugin.mjs';
const {book}=await compileBuiltinRules();
const { createDetector } = await importTypeScript('src/detect.ts');
const d=createDetector({book,now:new Date('2026-01-01')});
for(const root of ['src','test','scripts','docs','bench'])(function walk(f){if(statSync(f).isDirectory()){for(const n of readdirSync(f))walk(join(f,n));return;}
 for(const s of d.detect(readFileSync(f),f).sightings)if(s.match.candidate.rule.generic)console.log(f,s.location.startLine,s.match.candidate.rule.id,s.match.verdict.confidence,JSON.stringify(s.match.candidate.value.slice(0,50)),s.match.verdict.reasons.join(' '));})(root);
