import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{SCHEMA_VERSION,findingToJson,summaryToJson,toolToJson}from"./chunk-ATLJTCDO.js";import{inReportOrder}from"./chunk-3A5HQF3M.js";import{safeJson}from"./chunk-DEKWGYA5.js";import"./chunk-2DG5DKKO.js";import"./chunk-ODRZUQ5Q.js";var writeJsonl=async(findings,summary,_options,sink)=>{for(let finding of inReportOrder(findings))await sink.write(`${safeJson(findingToJson(finding))}
`);let last={schemaVersion:SCHEMA_VERSION,tool:toolToJson(summary),summary:summaryToJson(summary)};await sink.write(`${safeJson(last)}
`)};export{writeJsonl};
