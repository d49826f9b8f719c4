import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
var ENTITIES={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function escapeMarkup(text){return text.replace(/[&<>"']/g,sign=>ENTITIES[sign]??sign)}export{escapeMarkup};
