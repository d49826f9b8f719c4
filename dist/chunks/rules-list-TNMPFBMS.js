import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{findRules,runRulesList,runRulesShow}from"./chunk-KZMJFVYQ.js";import"./chunk-AOJQXF5M.js";import"./chunk-EPX2GWTD.js";import"./chunk-XOVEZUO4.js";import"./chunk-VH2GXLFS.js";import"./chunk-CWTIED2G.js";import"./chunk-ODRZUQ5Q.js";export{findRules,runRulesList,runRulesShow};
