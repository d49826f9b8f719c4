import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-67ZNUGRB.js")).book}async function readBuiltinIndex(){return(await import("./virtual_search-index-J5CLO5SG.js")).readSearchIndex()}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-WDWJVAUZ.js")).details}export{loadBuiltinBook,readBuiltinIndex,loadBuiltinDetails};
