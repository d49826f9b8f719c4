import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{visible}from"./chunk-YOCJYZCU.js";function code(text){let shown=visible(text);if(shown.trim()==="")return"` `";let longest=Math.max(0,...(shown.match(/`+/g)??[]).map(run=>run.length)),fence="`".repeat(longest+1),pad=shown.startsWith("`")||shown.endsWith("`")?" ":"";return`${fence}${pad}${shown}${pad}${fence}`.replaceAll("|","\\|")}function prose(text){return visible(text).replace(/[\\`*_{}[\]<>#|~$]/g,"\\$&").replace(/&/g,"&amp;").replace(/@/g,"&#64;").replace(/:\/\//g,"&#58;//").replace(/\bwww\./gi,match=>`${match.slice(0,-1)}&#46;`)}function markdownList(items){return items.map((item,index)=>`${index+1}. ${item}`).join(`
`)}export{code,prose,markdownList};
