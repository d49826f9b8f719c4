import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{SCHEMA_VERSION,findingToJson,summaryToJson,toolToJson}from"./chunk-M7UJY4PJ.js";import{inReportOrder,safeJson}from"./chunk-YLPNAYKL.js";import"./chunk-NU4ZESIO.js";import"./chunk-LJUSSOTM.js";var writeJsonl=async(findings,summary,_options,sink)=>{for(let finding of inReportOrder(findings))await sink.write(`${safeJson(findingToJson(finding))}
`);let last={schemaVersion:SCHEMA_VERSION,tool:toolToJson(summary),summary:summaryToJson(summary)};await sink.write(`${safeJson(last)}
`)};export{writeJsonl};
