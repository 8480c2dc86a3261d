/** Where the scanner stands in the paths that it was told about: one node per step, `*` for the elements of an array. */
export interface PathNode {
  /** The full pattern when the elements here are cut out, for instance `Results.*.Vulnerabilities.*`. */
  pattern: string | null
  /** Cut out and thrown away unread: long lists that no reader needs. */
  ignored: boolean
  members: Map<string, PathNode>
  elements: PathNode | null
}

/** A member as a step of a path; of a name with dots in it each is escaped. */
export function memberStep(name: string): string {
  return name.replaceAll('.', String.raw`\.`)
}

/** By its list of records, the last tree that was built of it: a small report takes less time than the tree of all formats. */
const trees = new WeakMap<readonly string[], { ignored: readonly string[]; root: PathNode }>()

/** The tree of all paths. A path ends in `*`: records are elements of arrays. */
export function pathTree(records: readonly string[], ignored: readonly string[]): PathNode {
  const built = trees.get(records)
  if (built?.ignored === ignored) return built.root
  const root = newNode()
  for (const pattern of records) nodeAt(root, pattern).ignored = false
  for (const pattern of ignored) nodeAt(root, pattern).ignored = true
  trees.set(records, { ignored, root })
  return root
}

function newNode(): PathNode {
  return { pattern: null, ignored: false, members: new Map(), elements: null }
}

function nodeAt(root: PathNode, pattern: string): PathNode {
  const steps = pattern.split(/(?<!\\)\./)
  if (steps.at(-1) !== '*') throw new TypeError(`a record path ends in *: ${pattern}`)
  let node = root
  for (const step of steps) node = step === '*' ? elementsOf(node) : memberOf(node, plain(step))
  node.pattern = pattern
  return node
}

function elementsOf(node: PathNode): PathNode {
  node.elements ??= newNode()
  return node.elements
}

function memberOf(node: PathNode, name: string): PathNode {
  const known = node.members.get(name)
  if (known) return known
  const made = newNode()
  node.members.set(name, made)
  return made
}

/** The place of a value, written as a person would: `Results[3].Vulnerabilities[7]`. */
export function placeName(pattern: string, indexes: readonly number[]): string {
  let next = 0
  return plain(pattern).replace(/\.?\*/g, () => `[${indexes[next++] ?? '*'}]`)
}

function plain(escaped: string): string {
  return escaped.replaceAll(String.raw`\.`, '.')
}
