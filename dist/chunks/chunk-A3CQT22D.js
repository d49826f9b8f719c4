import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-4HUYXIKL.js")).book}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-ST6H4PAT.js")).details}export{loadBuiltinBook,loadBuiltinDetails};
