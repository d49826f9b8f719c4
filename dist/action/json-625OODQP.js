import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{SCHEMA_VERSION,findingToJson,summaryToJson,toolToJson}from"./chunk-M7UJY4PJ.js";import{inReportOrder,safeJson}from"./chunk-YLPNAYKL.js";import"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";var writeJson=async(findings,summary,_options,sink)=>{let head={schemaVersion:SCHEMA_VERSION,tool:toolToJson(summary),summary:summaryToJson(summary)};await sink.write(`${safeJson(head,2).slice(0,-2)},
  "findings": [`);let separator=`
`;for(let finding of inReportOrder(findings))await sink.write(separator+indented(safeJson(findingToJson(finding),2))),separator=`,
`;await sink.write(findings.length>0?`
  ]
}
`:`]
}
`)};function indented(text){return text.replace(/^/gm,"    ")}export{writeJson};
