import {
  listOf,
  NUMBER,
  objectOf,
  STRING,
  textWith,
  type XmlDocument,
  type XmlMember,
  type XmlObject,
} from './xml-shape.ts'

const NAMESPACE = /^https?:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/
/** Before 1.4 vulnerabilities were an extension, which could stand in the document or in each component. */
const EXTENSION = 'http://cyclonedx.org/schema/ext/vulnerability/1.0'

const strings = (...names: string[]): Record<string, XmlMember> =>
  Object.fromEntries(names.map((name) => [name, { shape: STRING }]))

const source: XmlMember = { shape: objectOf([], ['name', 'url']) }
const properties: XmlMember = { shape: listOf('property', textWith('name', 'value')) }

const extended: XmlObject = {
  kind: 'object',
  attributes: ['ref'],
  members: () => ({
    'v:id': { as: 'id', shape: STRING },
    'v:source': {
      as: 'source',
      shape: { kind: 'object', attributes: ['name'], members: () => ({ 'v:url': { as: 'url', shape: STRING } }) },
    },
    'v:ratings': { as: 'ratings', shape: listOf('v:rating', extendedRating) },
    'v:cwes': { as: 'cwes', shape: listOf('v:cwe', NUMBER) },
    'v:description': { as: 'description', shape: STRING },
    'v:recommendations': { as: 'recommendations', shape: listOf('v:recommendation', STRING) },
    'v:advisories': { as: 'advisories', shape: listOf('v:advisory', STRING) },
  }),
}

const extendedRating: XmlObject = {
  kind: 'object',
  attributes: [],
  members: () => ({
    'v:score': {
      as: 'score',
      shape: { kind: 'object', attributes: [], members: () => ({ 'v:base': { as: 'base', shape: NUMBER } }) },
    },
    'v:severity': { as: 'severity', shape: STRING },
    'v:method': { as: 'method', shape: STRING },
    'v:vector': { as: 'vector', shape: STRING },
  }),
}

const component: XmlObject = {
  kind: 'object',
  attributes: ['type', 'bom-ref'],
  members: () => ({
    ...strings('group', 'name', 'version', 'purl', 'scope'),
    properties,
    components,
    evidence: {
      shape: {
        kind: 'object',
        attributes: [],
        members: () => ({ occurrences: { shape: listOf('occurrence', objectOf([], ['location'])) } }),
      },
    },
    'v:vulnerabilities': {
      as: 'vulnerabilities',
      shape: listOf('v:vulnerability', extended),
      noted: 'componentVulnerabilities',
    },
  }),
}
const components: XmlMember = { shape: listOf('component', component) }

const tool = objectOf([], ['vendor', 'name', 'version'])

const metadata: XmlObject = {
  kind: 'object',
  attributes: [],
  members: () => ({
    ...strings('timestamp'),
    tools: {
      shape: {
        kind: 'either',
        list: listOf('tool', tool),
        object: { kind: 'object', attributes: [], members: () => ({ components }) },
      },
    },
    authors: { shape: listOf('author', objectOf([], ['name'])) },
    supplier: { shape: objectOf([], ['name']) },
    component: { shape: component },
    properties,
  }),
}

const vulnerability: XmlObject = {
  kind: 'object',
  attributes: ['bom-ref'],
  members: () => ({
    ...strings('id', 'description', 'detail', 'recommendation', 'published', 'updated', 'rejected'),
    source,
    references: {
      shape: listOf('reference', { kind: 'object', attributes: [], members: () => ({ ...strings('id'), source }) }),
    },
    ratings: {
      shape: listOf('rating', {
        kind: 'object',
        attributes: [],
        members: () => ({ ...strings('severity', 'method', 'vector'), score: { shape: NUMBER }, source }),
      }),
    },
    cwes: { shape: listOf('cwe', NUMBER) },
    advisories: { shape: listOf('advisory', objectOf([], ['title', 'url'])) },
    analysis: { shape: objectOf([], ['state', 'justification', 'detail', 'firstIssued', 'lastUpdated']) },
    affects: {
      shape: listOf('target', {
        kind: 'object',
        attributes: [],
        members: () => ({
          ...strings('ref'),
          versions: { shape: listOf('version', objectOf([], ['version', 'range', 'status'])) },
        }),
      }),
    },
    properties,
  }),
}

/** The parts of a CycloneDX document that are read. @see https://cyclonedx.org/docs/1.6/xml/ */
export const cyclonedxDocument: XmlDocument = {
  root: 'bom',
  prefixOf: (namespace) => (NAMESPACE.test(namespace) ? '' : namespace === EXTENSION ? 'v:' : null),
  members: (namespace) => ({ bomFormat: 'CycloneDX', specVersion: NAMESPACE.exec(namespace)?.[1] ?? '' }),
  shape: {
    kind: 'object',
    attributes: ['serialNumber', 'version'],
    members: () => ({
      metadata: { shape: metadata },
      components,
      vulnerabilities: { shape: listOf('vulnerability', vulnerability) },
      'v:vulnerabilities': { as: 'vulnerabilities', shape: listOf('v:vulnerability', extended) },
    }),
  },
}
