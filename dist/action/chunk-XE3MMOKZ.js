import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-R77Y7LFI.js")).book}async function readBuiltinIndex(){return(await import("./virtual_search-index-5XIEBAOM.js")).readSearchIndex()}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-UWANAU6Y.js")).details}export{loadBuiltinBook,readBuiltinIndex,loadBuiltinDetails};
