import { asArray, asObject, type JsonObject, member, text, texts } from './json-access.ts'
import { MAX, repositoryPath } from './repository-findings.ts'

/** A rule as a result names it; `rule` is null where the report does not describe it. */
export interface NamedRule {
  id: string
  rule: JsonObject | null
}

interface Component {
  name: string
  guid: string
  rules: readonly (JsonObject | null)[]
  byId: ReadonlyMap<string, JsonObject>
}

const MAX_BASES = 20
const ABSOLUTE = /^(?:[A-Za-z][A-Za-z0-9+.-]+:|\/)/

/** What the results of one run refer to: rules of the tool and of its extensions, files, and the folders they are in. */
export class SarifRun {
  readonly run: JsonObject | null
  readonly driver: JsonObject | null
  readonly #components: readonly Component[]
  readonly #roots: readonly string[]

  constructor(run: JsonObject | null) {
    this.run = run
    const tool = asObject(member(run, 'tool'))
    // Version 2.0 has the tool's name at the tool, and its rules by id in the run.
    this.driver = asObject(member(tool, 'driver')) ?? tool
    const old = asObject(member(asObject(member(run, 'resources')), 'rules'))
    this.#components = [
      component(this.driver, old),
      ...asArray(member(tool, 'extensions')).map((one) => component(asObject(one), null)),
    ]
    this.#roots = rootsOf(run)
  }

  get rules(): readonly (JsonObject | null)[] {
    return this.#components.flatMap(({ rules }) => rules)
  }

  /** By index where the ids agree, for an id may be a rule's own and more (`CA5350/md5`); else by id, in any component. */
  ruleOf(result: JsonObject): NamedRule {
    const reference = asObject(member(result, 'rule'))
    const stated = text(result, 'ruleId', MAX.id) || text(reference, 'id', MAX.id)
    const component = this.#componentOf(asObject(member(reference, 'toolComponent')))
    const index = indexOf(result, 'ruleIndex') ?? indexOf(reference, 'index')
    const indexed = index === null ? null : (component?.rules[index] ?? null)
    const indexedId = text(indexed, 'id', MAX.id)
    if (indexed && (stated === '' || stated === indexedId || stated.startsWith(`${indexedId}/`))) {
      return { id: stated || indexedId, rule: indexed }
    }
    for (let id = stated; id !== ''; id = id.slice(0, Math.max(id.lastIndexOf('/'), 0))) {
      for (const { byId } of component ? [component, ...this.#components] : this.#components) {
        const rule = byId.get(id)
        if (rule) return { id: stated, rule }
      }
    }
    return { id: stated, rule: null }
  }

  #componentOf(reference: JsonObject | null): Component | undefined {
    const index = indexOf(reference, 'index')
    if (index !== null) return this.#components[index + 1]
    const [guid, name] = [text(reference, 'guid', MAX.id), text(reference, 'name', MAX.name)]
    const named = this.#components.find(
      (one) => (guid !== '' && one.guid === guid) || (name !== '' && one.name === name),
    )
    return named ?? this.#components[0]
  }

  /** The file of a location, as its path in the repository. */
  pathOf(location: JsonObject | null, repository: string): string {
    const index = indexOf(location, 'index')
    const listed = index === null ? null : asObject(asArray(member(this.run, 'artifacts'))[index])
    const stated = text(location, 'uri', MAX.path) === '' ? asObject(member(listed, 'location')) : location
    const uri = text(stated, 'uri', MAX.path)
    if (uri === '') return ''
    const path = pathOfUri(this.#resolved(uri, text(stated, 'uriBaseId', MAX.id), MAX_BASES))
    const root = this.#roots.find((one) => path.startsWith(one))
    return repositoryPath(path, repository, root)
  }

  #resolved(uri: string, baseId: string, left: number): string {
    const base = baseOf(this.run, baseId)
    if (ABSOLUTE.test(uri) || base === null || base.uri === '' || left === 0) return uri
    return this.#resolved(base.uri.replace(/\/?$/, '/') + uri, base.baseId, left - 1)
  }
}

function component(object: JsonObject | null, old: JsonObject | null): Component {
  const listed = asArray(member(object, 'rules')).map(asObject)
  const rules = listed.length > 0 || old === null ? listed : Object.keys(old).map((key) => asObject(old[key]))
  const byId = new Map<string, JsonObject>()
  for (const rule of rules) {
    const id = text(rule, 'id', MAX.id)
    if (rule && id !== '' && !byId.has(id)) byId.set(id, rule)
  }
  return { name: text(object, 'name', MAX.name), guid: text(object, 'guid', MAX.id), rules, byId }
}

/** Scanners of several things mark the rules by which they find secrets. */
export function isSecretRule(rule: JsonObject | null): boolean {
  return texts(asObject(member(rule, 'properties')), 'tags', MAX.id, 50).some((tag) => /^secrets?$/i.test(tag))
}

/** An index into a list; -1 says that there is none. */
export function indexOf(object: JsonObject | null, key: string): number | null {
  const value = member(object, key)
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
}

function baseOf(run: JsonObject | null, id: string): { uri: string; baseId: string } | null {
  const value = id === '' ? undefined : member(asObject(member(run, 'originalUriBaseIds')), id)
  if (typeof value === 'string') return { uri: text({ value }, 'value', MAX.path), baseId: '' }
  const object = asObject(value)
  return object && { uri: text(object, 'uri', MAX.path), baseId: text(object, 'uriBaseId', MAX.id) }
}

/** The folders that the run calls its roots, widest first; the folder it was started in comes last. */
function rootsOf(run: JsonObject | null): string[] {
  const bases = Object.keys(asObject(member(run, 'originalUriBaseIds')) ?? {}).slice(0, MAX_BASES)
  const roots = bases.map((id) => pathOfUri(baseOf(run, id)?.uri ?? '')).filter((path) => ABSOLUTE.test(path))
  const started = asObject(member(asObject(asArray(member(run, 'invocations'))[0]), 'workingDirectory'))
  return [...roots.sort((a, b) => a.length - b.length), pathOfUri(text(started, 'uri', MAX.path))]
    .map((path) => path.replace(/\/*$/, '/'))
    .filter((path) => path.length > 1)
}

/** A file's URI as a path; of a web address all that may hold a password or token is left out. */
function pathOfUri(uri: string): string {
  const web = /^https?:\/\//i.exec(uri)
  if (web) return uri.replace(/^(https?:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '')
  const path = uri.replace(/^file:(?:\/\/[^/]*)?/i, '')
  try {
    return decodeURIComponent(path).replace(/^\/(?=[A-Za-z]:)/, '')
  } catch {
    return path
  }
}
