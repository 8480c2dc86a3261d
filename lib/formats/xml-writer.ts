import { FormatError } from './format-error.ts'
import type { XmlDocument, XmlMember, XmlObject, XmlShape, XmlValue } from './xml-shape.ts'

/** An element that is read; `close` is what JSON needs at its end. */
interface Open {
  shape: XmlShape
  close: string
  /** Names of members that are written, of an object. */
  written: Set<string>
  hasItems: boolean
  text: string
}

/** Writes the JSON of one XML document from its elements as they open and close; keeps nothing but what is open. */
export class XmlWriter {
  readonly #document: XmlDocument
  readonly #open: Open[] = []
  readonly #noted = new Set<string>()
  /** How many elements are open inside one that is passed over. */
  #skipped = 0
  #json: string[] = []

  constructor(document: XmlDocument, namespace: string, attributes: ReadonlyMap<string, string>) {
    this.#document = document
    this.#enter(document.shape, attributes)
    for (const [name, value] of Object.entries(document.members(namespace))) this.#text(name, value)
  }

  /** What was written since the last time. */
  take(): string {
    const json = this.#json.join('')
    this.#json = []
    return json
  }

  /** Whether the text inside the innermost element is wanted. */
  get wantsText(): boolean {
    const shape = this.#open.at(-1)?.shape
    return this.#skipped === 0 && (shape?.kind === 'string' || shape?.kind === 'number' || isWithText(shape))
  }

  /** The length of the text inside the innermost element so far. */
  text(text: string): number {
    const open = this.#open.at(-1) as Open
    open.text += text
    return open.text.length
  }

  open(namespace: string, local: string, attributes: ReadonlyMap<string, string>): void {
    const member = this.#skipped > 0 ? null : this.#memberFor(namespace, local)
    if (member === null) {
      this.#skipped++
      return
    }
    const parent = this.#open.at(-1) as Open
    if (member.noted !== undefined) this.#noted.add(member.noted)
    if (parent.shape.kind === 'object') this.#key(parent, member.as ?? local)
    else if (parent.hasItems) this.#json.push(',')
    parent.hasItems = true
    this.#enter(member.shape, attributes)
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped--
      return
    }
    const { shape, text, close } = this.#open.at(-1) as Open
    if (isWithText(shape) && text.trim() !== '') this.#text(shape.text, text.trim())
    if (this.#open.length === 1) for (const name of this.#noted) this.#member(name, 'true')
    this.#open.pop()
    // An element that could have been a list or an object, and held nothing that tells.
    if (shape.kind === 'either') this.#json.push('[]')
    else if (shape.kind === 'string' || shape.kind === 'number') this.#json.push(jsonOf(shape, text.trim()))
    else this.#json.push(close)
  }

  #memberFor(namespace: string, local: string): XmlMember | null {
    const prefix = this.#document.prefixOf(namespace)
    const parent = this.#open.at(-1)
    if (prefix === null || parent === undefined) return null
    const name = `${prefix}${local}`
    if (parent.shape.kind === 'either') this.#decide(parent, name)
    const { shape } = parent
    if (shape.kind === 'list') return ownOf(shape.items, name) ? { shape: shape.items[name] as XmlShape } : null
    if (shape.kind !== 'object') return null
    const members = shape.members()
    return ownOf(members, name) ? (members[name] as XmlMember) : null
  }

  #decide(open: Open, firstChild: string): void {
    if (open.shape.kind !== 'either') return
    const { list, object } = open.shape
    open.shape = ownOf(list.items, firstChild) ? list : object
    open.close = open.shape.kind === 'list' ? ']' : '}'
    this.#json.push(open.shape.kind === 'list' ? '[' : '{')
  }

  #enter(shape: XmlShape, attributes: ReadonlyMap<string, string>): void {
    const close = shape.kind === 'list' ? ']' : '}'
    this.#open.push({ shape, close, written: new Set(), hasItems: false, text: '' })
    if (shape.kind === 'list') this.#json.push('[')
    if (shape.kind !== 'object') return
    this.#json.push('{')
    for (const name of shape.attributes) {
      const value = attributes.get(name)
      if (value !== undefined) this.#text(name, value)
    }
  }

  #text(name: string, value: string): void {
    this.#member(name, JSON.stringify(value))
  }

  #member(name: string, json: string): void {
    this.#key(this.#open.at(-1) as Open, name)
    this.#json.push(json)
  }

  #key(open: Open, name: string): void {
    if (open.written.has(name)) {
      throw new FormatError('malformed', `The XML says ${JSON.stringify(name)} twice of one thing`)
    }
    this.#json.push(open.written.size > 0 ? ',' : '', JSON.stringify(name), ':')
    open.written.add(name)
  }
}

function isWithText(shape: XmlShape | undefined): shape is XmlObject & { text: string } {
  return shape?.kind === 'object' && shape.text !== undefined
}

function jsonOf({ kind }: XmlValue, text: string): string {
  const isNumber = kind === 'number' && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) && text.length < 30
  return JSON.stringify(isNumber ? Number(text) : text)
}

function ownOf(names: object, name: string): boolean {
  return Object.hasOwn(names, name)
}
