import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-P7FRTOZ3.js";import"./chunk-MGX7GA6M.js";import"./chunk-HQPGTNKO.js";import"./chunk-F2PEYZWS.js";import"./chunk-PZWJOVZA.js";import"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";export{compileUserRules};
