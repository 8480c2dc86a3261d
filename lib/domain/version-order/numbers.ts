/** Compares whole numbers as they are written, however long. */
export function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  return left.length - right.length || compareText(left, right)
}

/** By code unit, as the package managers compare letters; never by the language of the reader. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The first difference of two lists; `nothing` stands for what the shorter one does not have. */
export function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  nothing: Item,
  compare: (a: Item, b: Item) => number,
): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = compare(a[at] ?? nothing, b[at] ?? nothing)
    if (order !== 0) return order
  }
  return 0
}

/** Orders what both can be parsed; the rest as text, before everything that can. */
export function compareParsed<Parsed>(
  a: string,
  b: string,
  parse: (version: string) => Parsed | null,
  compare: (a: Parsed, b: Parsed) => number,
): number {
  const left = parse(a)
  const right = parse(b)
  if (left !== null && right !== null) return compare(left, right)
  if (left === null && right === null) return compareText(a, b)
  return left === null ? -1 : 1
}
