/** One file of a folder of samples, with what others counted in it. */
export interface ManifestRow {
  file: string
  format: string
  /** How the file is written: `json`, `ndjson x4`, `yaml x1`, `xml`. */
  parse: string
  /** One of the counted facts, or all of them where there is only one; undefined where nobody counted. */
  fact(name: string): unknown
}

/** The same with the file at hand, for facts that only make sense beside another count. */
export interface SampleRow extends ManifestRow {
  text(): string
  /** The text as JSON. */
  document<T>(): T
}

export function sampleRow(row: ManifestRow, text: () => string): SampleRow {
  return { ...row, text, document: <T>() => JSON.parse(text()) as T }
}

/** Reads a MANIFEST.tsv: its first line names the columns, of which path, format, parse and expected_facts are read. */
export function parseManifest(text: string): ManifestRow[] {
  const [head = '', ...lines] = text.split(/\r?\n/)
  const names = head.split('\t')
  return lines.flatMap((line) => {
    const cells = line.split('\t')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    return cell('path') === '' ? [] : [rowOf(cell)]
  })
}

function rowOf(cell: (name: string) => string): ManifestRow {
  const facts = factsIn(cell('expected_facts'))
  const fact = (name: string) =>
    typeof facts === 'object' && facts !== null ? (facts as Record<string, unknown>)[name] : facts
  return { file: cell('path'), format: cell('format'), parse: cell('parse'), fact }
}

/** Facts are JSON, except where somebody described the file in words. */
function factsIn(stated: string): unknown {
  try {
    return JSON.parse(stated)
  } catch {
    return undefined
  }
}
