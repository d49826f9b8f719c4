import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-ZLHWH7CB.js")).book}async function readBuiltinIndex(){return(await import("./virtual_search-index-J5CLO5SG.js")).readSearchIndex()}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-B4FY3M6F.js")).details}export{loadBuiltinBook,readBuiltinIndex,loadBuiltinDetails};
