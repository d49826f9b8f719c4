import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
async function loadBuiltinBook(){return(await import("./virtual_rulebook-B3SPU67N.js")).book}async function loadBuiltinDetails(){return(await import("./virtual_rule-details-2SF5P6OQ.js")).details}export{loadBuiltinBook,loadBuiltinDetails};
