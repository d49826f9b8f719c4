import { createRequire as keysieveRequire } from 'node:module';
const require = keysieveRequire(import.meta.url);
import{streamSink}from"./chunk-EPX2GWTD.js";async function print(context,text){let sink=streamSink(context.stdout);await sink.write(text),await sink.end()}export{print};
