import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-E6CB6FM5.js";import"./chunk-LMVPIEJK.js";import"./chunk-ZEVF3TM5.js";import"./chunk-ORRH5XS3.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
