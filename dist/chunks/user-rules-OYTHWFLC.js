import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-VUZU7UOY.js";import"./chunk-JDS626ZX.js";import"./chunk-HQPGTNKO.js";import"./chunk-NDFFKAJG.js";import"./chunk-PZWJOVZA.js";import"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";export{compileUserRules};
