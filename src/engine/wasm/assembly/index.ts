// What the host sees of the core. Compiled with AssemblyScript by scripts/build-wasm.mjs; not part of the TypeScript project.
export { openImage } from './image';
export { find, findEach, resumeAt } from './find';
export { glance } from './glance';
