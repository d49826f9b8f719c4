import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-5A7SAHQU.js")).book}async function readBuiltinIndex(){return(await import("./virtual_search-index-J5CLO5SG.js")).readSearchIndex()}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-YZ4XB47U.js")).details}export{loadBuiltinBook,readBuiltinIndex,loadBuiltinDetails};
