import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-BZDYWTOE.js";import"./chunk-DLTOTXND.js";import"./chunk-HQPGTNKO.js";import"./chunk-6IBTZ7ZC.js";import"./chunk-PZWJOVZA.js";import"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";export{compileUserRules};
