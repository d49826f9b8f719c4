import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{ObjectLookup}from"./chunk-JPQ53K6B.js";var MOST_BYTES=256*1024*1024;function blobReader(repository){let lookup=null;return{async read(ids){lookup??=new ObjectLookup(repository,MOST_BYTES);let blobs=new Map;for(let id of ids){let object=await lookup.read(id);object?.state==="found"&&blobs.set(id,object.bytes)}return blobs},close:()=>lookup?.close()}}export{blobReader};
