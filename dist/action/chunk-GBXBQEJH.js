import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{createHash}from"node:crypto";function stableUuid(text){let hex=createHash("sha256").update(`keysieve\0${text}`,"utf8").digest("hex"),variant=(Number.parseInt(hex.slice(16,17),16)&3|8).toString(16);return`${hex.slice(0,8)}-${hex.slice(8,12)}-8${hex.slice(13,16)}-${variant}${hex.slice(17,20)}-${hex.slice(20,32)}`}function stableHash(text){return createHash("sha256").update(`keysieve\0${text}`,"utf8").digest("hex").slice(0,32)}export{stableUuid,stableHash};
