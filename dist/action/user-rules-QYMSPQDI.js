import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-ORVREZ64.js";import"./chunk-LMVPIEJK.js";import"./chunk-ZEVF3TM5.js";import"./chunk-VT5I4QBG.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
