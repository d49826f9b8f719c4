import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-VRS3RBBU.js";import"./chunk-LMVPIEJK.js";import"./chunk-ZEVF3TM5.js";import"./chunk-2B6NGSBT.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
