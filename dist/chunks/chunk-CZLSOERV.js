import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-CGTYTUEM.js")).book}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-G54GSC6R.js")).details}export{loadBuiltinBook,loadBuiltinDetails};
