// The entry of the unpacker's module (scripts/build-pack-wasm.mjs); src/packs/unpacker.ts calls it.
export { inflate, prepare } from './inflate';
export { applyDelta, baseSize, instructions, readSizes, resultSize } from './delta';
