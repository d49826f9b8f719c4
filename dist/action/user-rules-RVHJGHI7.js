import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-XXUIH2CR.js";import"./chunk-LMVPIEJK.js";import"./chunk-ZEVF3TM5.js";import"./chunk-ZG3JZHYM.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
