import { isMap, isScalar, LineCounter, type Node, type ParsedNode, parseAllDocuments, type YAMLMap } from 'yaml'
import { cleanText } from './clean-text.ts'

/** What a Backstage catalogue says of one entity that has an owner. @see Backstage docs, "Descriptor Format of Catalog Entities" */
export interface CatalogEntity {
  /** Where its document begins. */
  line: number
  kind: string
  name: string
  namespace: string
  /** `spec.owner` in full, as Backstage resolves it: `group:default/payments`. */
  owner: string
  /** Source repository, as it is written: `shop/pay-api`; null when it names none. */
  repository: string | null
  kubernetes: {
    /** `backstage.io/kubernetes-id`: the value of the workloads' label of that name. */
    id: string | null
    /** `backstage.io/kubernetes-label-selector` in its terms. */
    selector: readonly LabelTerm[]
    namespace: string | null
  }
}

/** One term of a label selector; `values` are alternatives, none asks only whether there is such a label. */
export interface LabelTerm {
  key: string
  isNot: boolean
  values: readonly string[]
}

/** A group that the catalogue declares: what its display name and its e-mail address say may help to find our team. */
export interface CatalogGroup {
  line: number
  /** `group:default/payments`. */
  ref: string
  title: string
}

export interface CatalogInfo {
  entities: CatalogEntity[]
  groups: CatalogGroup[]
  problems: { line: number; message: string }[]
}

const MAX_DOCUMENTS = 2000
const MAX_PROBLEMS = 50
const MAX_TEXT = 300
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62})$/
const OWNED = new Set(['component', 'system', 'api', 'resource', 'domain', 'template'])

/** Where the entity's sources are, in the order in which we believe them. */
const SOURCES = [
  'github.com/project-slug',
  'gitlab.com/project-slug',
  'bitbucket.org/project-slug',
  'backstage.io/source-location',
]

/** Reads a catalog-info.yaml of any number of documents. Never throws: what cannot be read is told with its line. */
export function parseCatalogInfo(text: string): CatalogInfo {
  const info: CatalogInfo = { entities: [], groups: [], problems: [] }
  const lines = new LineCounter()
  const at = (offset: number | undefined) => lines.linePos(offset ?? 0).line
  const refuse = (line: number, message: string) => {
    if (info.problems.length < MAX_PROBLEMS) info.problems.push({ line, message })
    return null
  }
  // The library compares each key with every other one, which a file of a hundred thousand keys would make last for minutes.
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  for (const [index, document] of [...documents].entries()) {
    const root: ParsedNode | null = document.contents
    const line = at(root?.range[0] ?? document.range[0])
    if (index === MAX_DOCUMENTS) {
      refuse(line, `Only the first ${MAX_DOCUMENTS} documents are taken.`)
      break
    }
    const [broken] = document.errors
    if (broken) refuse(at(broken.pos[0]), `This is no YAML: ${firstLine(broken.message)}`)
    else if (isMap(root)) {
      const read = readEntity(root, line, (node, message) => refuse(at(node.range?.[0]), message))
      if (read && 'ref' in read) info.groups.push(read)
      else if (read) info.entities.push(read)
    } else if (root !== null && !(isScalar(root) && root.value === null)) refuse(line, 'This document is no entity.')
  }
  return info
}

function readEntity(
  root: YAMLMap,
  line: number,
  refuse: (node: Node, message: string) => null,
): CatalogEntity | CatalogGroup | null {
  const kind = textOf(root.get('kind', true))
  const metadata = root.get('metadata', true)
  const spec = root.get('spec', true)
  const annotations = isMap(metadata) ? metadata.get('annotations', true) : null
  const twice = [root, metadata, spec, annotations].find(saysTwice)
  if (twice) return refuse(root, 'A key is said twice.')
  if (kind === null || !isMap(metadata)) return refuse(root, 'An entity needs kind and metadata.')
  const name = textOf(metadata.get('name', true))
  if (name === null || !NAME.test(name))
    return refuse(metadata, 'metadata.name is missing or no name that Backstage takes.')
  const namespace = (textOf(metadata.get('namespace', true)) ?? 'default').toLowerCase()
  if (kind.toLowerCase() === 'group') {
    const profile = isMap(spec) ? spec.get('profile', true) : null
    const title =
      textOf(metadata.get('title', true)) ?? (isMap(profile) ? textOf(profile.get('displayName', true)) : null)
    return { line, ref: `group:${namespace}/${name.toLowerCase()}`, title: title ?? name }
  }
  if (!OWNED.has(kind.toLowerCase())) return null
  const owner = isMap(spec) ? textOf(spec.get('owner', true)) : null
  if (owner === null) return refuse(isMap(spec) ? spec : root, `${kind} ${name} has no spec.owner.`)
  const ref = ownerRef(owner, namespace)
  if (ref === null) return refuse(isMap(spec) ? spec : root, `"${cleanText(owner, 60)}" is no reference to an owner.`)
  const annotation = (key: string) => (isMap(annotations) ? textOf(annotations.get(key, true)) : null)
  const written = annotation('backstage.io/kubernetes-label-selector')
  const selector = written === null ? [] : parseSelector(written)
  if (selector === null)
    return refuse(
      isMap(annotations) ? annotations : metadata,
      `The label selector of ${name} is not one that Kubernetes takes.`,
    )
  return {
    ...{ line, kind, name, namespace, owner: ref },
    repository: SOURCES.map(annotation).find((source) => source !== null) ?? null,
    kubernetes: {
      id: annotation('backstage.io/kubernetes-id'),
      selector,
      namespace: annotation('backstage.io/kubernetes-namespace'),
    },
  }
}

function saysTwice(node: unknown): boolean {
  return isMap(node) && new Set(node.items.map(({ key }) => (isScalar(key) ? key.value : key))).size < node.items.length
}

/** `[<kind>:][<namespace>/]<name>` in full; without a kind it is a group. */
function ownerRef(text: string, namespace: string): string | null {
  const match = /^(?:([a-z]+):)?(?:([a-z0-9_.-]+)\/)?([a-z0-9][a-z0-9_.-]*)$/.exec(text.toLowerCase())
  if (!match) return null
  return `${match[1] ?? 'group'}:${match[2] ?? namespace}/${match[3]}`
}

/** `app=pay,tier in (a, b),!legacy`; null when it is none. */
export function parseSelector(text: string): LabelTerm[] | null {
  const terms: LabelTerm[] = []
  for (const [part] of text.matchAll(/[^,(]*(?:\([^)]*\))?[^,]*/g)) {
    const term = part.trim()
    if (term === '') continue
    const equal = /^([^\s=!]+)\s*(==?|!=)\s*([^\s=!]*)$/.exec(term)
    const among = /^([^\s=!]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term)
    const exists = /^(!?)\s*([^\s=!()]+)$/.exec(term)
    if (equal) terms.push({ key: equal[1]!, isNot: equal[2] === '!=', values: [equal[3]!] })
    else if (among)
      terms.push({
        key: among[1]!,
        isNot: among[2] === 'notin',
        values: among[3]!.split(',').map((value) => value.trim()),
      })
    else if (exists) terms.push({ key: exists[2]!, isNot: exists[1] === '!', values: [] })
    else return null
  }
  return terms
}

/** Whether labels fit all terms. No term fits nothing: a selector that says nothing selects nothing here. */
export function selects(terms: readonly LabelTerm[], labels: Readonly<Record<string, string>>): boolean {
  return (
    terms.length > 0 &&
    terms.every(({ key, isNot, values }) => {
      const has = Object.hasOwn(labels, key) && (values.length === 0 || values.includes(labels[key] as string))
      return has !== isNot
    })
  )
}

function textOf(node: unknown): string | null {
  const value = isScalar(node) ? node.value : null
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  return text === '' || text.length > MAX_TEXT ? null : text
}

function firstLine(text: string): string {
  return cleanText(text.split('\n', 1)[0] ?? '', 200)
}
