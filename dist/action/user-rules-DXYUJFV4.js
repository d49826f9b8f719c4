import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{compileUserRules}from"./chunk-WPVG6ARI.js";import"./chunk-R4HH2D3J.js";import"./chunk-LJUSSOTM.js";export{compileUserRules};
