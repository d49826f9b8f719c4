import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-EB5FVCK3.js";import"./chunk-LMVPIEJK.js";import"./chunk-ZEVF3TM5.js";import"./chunk-LZFFYLDW.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
