/**
 * Which parts of an XML document are read, and what each is in the JSON form of the same format. All other elements and
 * attributes are passed over.
 */
export type XmlShape = XmlValue | XmlList | XmlObject | XmlEither

/** An element with a text: a string, or a number where it is written as one. */
export interface XmlValue {
  kind: 'string' | 'number'
}

/** An element around a list; each child of a name given here is an element of the JSON array. */
export interface XmlList {
  kind: 'list'
  items: Readonly<Record<string, XmlShape>>
}

/** An element with members, by the names of its attributes and of its children. */
export interface XmlObject {
  kind: 'object'
  attributes: readonly string[]
  /** What its own text is called, where it has one. */
  text?: string
  /** Children by their names; a getter, because shapes contain each other. */
  members: () => Readonly<Record<string, XmlMember>>
}

export interface XmlMember {
  /** What JSON calls it, where that is another name. */
  as?: string
  shape: XmlShape
  /** A member of the document that says, at its end, that there was one of these. */
  noted?: string
}

/** An element that was a list in older versions, told by its first child, and is an object in newer ones. */
export interface XmlEither {
  kind: 'either'
  list: XmlList
  object: XmlObject
}

/** A document that is read: of which namespace its root is, and what JSON says beside what is in it. */
export interface XmlDocument {
  root: string
  /** The prefix that names get here by their namespace: '' for the document's own; null for what is passed over. */
  prefixOf(namespace: string): string | null
  /** Members that the JSON form has by itself, from the namespace of the root. */
  members(namespace: string): Readonly<Record<string, string>>
  shape: XmlObject
}

export const STRING: XmlValue = { kind: 'string' }
export const NUMBER: XmlValue = { kind: 'number' }

export function listOf(name: string, shape: XmlShape): XmlList {
  return { kind: 'list', items: { [name]: shape } }
}

/** An object of texts, in which JSON and XML use the same names. */
export function objectOf(attributes: readonly string[], texts: readonly string[] = []): XmlObject {
  const members = Object.fromEntries(texts.map((name) => [name, { shape: STRING }]))
  return { kind: 'object', attributes, members: () => members }
}

/** An attribute and the text of the element: `<property name="x">y</property>`. */
export function textWith(attribute: string, text: string): XmlObject {
  return { kind: 'object', attributes: [attribute], text, members: () => ({}) }
}
