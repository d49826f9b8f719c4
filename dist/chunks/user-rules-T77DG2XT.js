import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-K4CNT2N3.js";import"./chunk-TGSHI36K.js";import"./chunk-HQPGTNKO.js";import"./chunk-B5OKJCHT.js";import"./chunk-PZWJOVZA.js";import"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";export{compileUserRules};
