/** Finds which trees hold given blobs at given paths, reading each directory once however many trees share it. */
import type { ObjectLookup } from './object-lookup.ts';

/** A blob at a path (a binary string) to look for. */
export interface BlobAtPath {
  readonly blob: string;
  readonly path: string;
}

interface Node<T> {
  /** What is looked for at exactly this path. */
  readonly here: T[];
  readonly children: Map<string, Node<T>>;
  /** Tree id → what of this node's descendants the tree holds. */
  readonly known: Map<string, Promise<readonly T[]>>;
}

/** Looks for many blobs in many trees. */
export class TreeHolders<T extends BlobAtPath> {
  readonly #lookup: ObjectLookup;
  readonly #idBytes: number;
  readonly #root: Node<T> = newNode();

  constructor(lookup: ObjectLookup, objectFormat: 'sha1' | 'sha256', wanted: Iterable<T>) {
    this.#lookup = lookup;
    this.#idBytes = objectFormat === 'sha1' ? 20 : 32;
    for (const item of wanted) nodeAt(this.#root, item.path).here.push(item);
  }

  /**
   * What of the wanted is in a tree; nothing when there is no such tree or it cannot be read.
   * @param treeish a name git resolves to a tree: `<commit>^{tree}`.
   */
  async heldBy(treeish: string): Promise<readonly T[]> {
    return this.#visit(treeish, this.#root);
  }

  #visit(tree: string, node: Node<T>): Promise<readonly T[]> {
    const known = node.known.get(tree);
    if (known !== undefined) return known;
    const found = this.#read(tree, node);
    node.known.set(tree, found);
    return found;
  }

  async #read(tree: string, node: Node<T>): Promise<readonly T[]> {
    const object = await this.#lookup.read(tree);
    if (object.state !== 'found' || object.type !== 'tree') return [];
    const found: T[] = [];
    for (const [child, id, isTree] of entriesFor(object.bytes, this.#idBytes, node.children)) {
      if (!isTree) found.push(...child.here.filter((item) => item.blob === id));
      else if (child.children.size > 0) found.push(...(await this.#visit(id, child)));
    }
    return found;
  }
}

function newNode<T>(): Node<T> {
  return { here: [], children: new Map(), known: new Map() };
}

function nodeAt<T>(root: Node<T>, path: string): Node<T> {
  let node = root;
  for (const name of path.split('/')) {
    const child = node.children.get(name) ?? newNode<T>();
    node.children.set(name, child);
    node = child;
  }
  return node;
}

/**
 * The entries of a tree object whose names are among `children`: the child, the entry's id, and whether it is a tree.
 * A tree object is `<mode> <name>\0<id in binary>`, one after the other.
 */
function* entriesFor<T>(
  bytes: Buffer,
  idBytes: number,
  children: ReadonlyMap<string, Node<T>>,
): Generator<readonly [child: Node<T>, id: string, isTree: boolean], void, void> {
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space === -1 || end === -1) return;
    const next = end + 1 + idBytes;
    const child = children.get(bytes.toString('latin1', space + 1, end));
    // Only trees have a mode that starts with 4 (40000).
    if (child !== undefined) yield [child, bytes.toString('hex', end + 1, next), bytes[at] === 0x34];
    at = next;
  }
}
