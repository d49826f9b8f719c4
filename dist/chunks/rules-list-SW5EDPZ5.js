import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{findRules,runRulesList,runRulesShow}from"./chunk-E2H3JM75.js";import"./chunk-AOJQXF5M.js";import"./chunk-EPX2GWTD.js";import"./chunk-VH2GXLFS.js";import"./chunk-25NRDFIR.js";import"./chunk-VCBCHILC.js";import"./chunk-ODRZUQ5Q.js";export{findRules,runRulesList,runRulesShow};
