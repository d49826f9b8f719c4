import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{createHash}from"node:crypto";var ENGINE_GENERATION=1;function createRuleBook(rules){let digest=createHash("sha256").update(JSON.stringify([ENGINE_GENERATION,rules])).digest("hex").slice(0,16);return{rules,digest}}export{createRuleBook};
