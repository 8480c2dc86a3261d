import type { ScanKind } from '../domain/observation.ts'
import { asArray, asObject, type JsonObject, lineNumber, member, text, texts } from './json-access.ts'
import { severityOfScore } from './package-findings.ts'
import type { RecordReading } from './report-format.ts'
import { MAX, misconfiguration, webLinks } from './repository-findings.ts'
import { indexOf, isSecretRule, type NamedRule, type SarifRun } from './sarif-run.ts'
import { type Graded, graded, gradedByLevel, gradedByWord } from './severity-words.ts'

/** A run with the numbers of the scopes that its results belong to. */
export interface RunReading {
  run: SarifRun
  /** Tells the rules of merged tools apart. */
  rulePrefix: string
  scopes: ReadonlyMap<ScanKind, number | null>
}

/** The kinds of result that say that something is, or may be, wrong; the others say that it is right, or only tell. */
const WRONG = new Set(['', 'fail', 'open', 'review'])
/** What stands in place of a fingerprint where the tool was not allowed to make one. */
const NO_FINGERPRINT = /^(?:|requires login)$/i

/** A finding, null for what is not open (passed, suppressed, or gone since the last run), or why it cannot be read. */
export function resultOf(
  result: JsonObject,
  { run, rulePrefix, scopes }: RunReading,
  repository: string,
): RecordReading | string | null {
  if (!WRONG.has(text(result, 'kind', 50).toLowerCase()) || isSuppressed(result)) return null
  if (text(result, 'baselineState', 50).toLowerCase() === 'absent') return null
  const named = run.ruleOf(result)
  const location = asObject(asArray(member(result, 'locations'))[0])
  const physical = asObject(member(location, 'physicalLocation'))
  const file = asObject(member(physical, 'artifactLocation')) ?? asObject(member(physical, 'fileLocation'))
  const message = messageOf(result, named.rule, run)
  // The rule may be unknown (SARIF 2.1.0 §3.27.5): then what it says is what people know it by.
  const id = named.id || text({ line: message.split('\n', 1)[0] }, 'line', MAX.id)
  if (id === '') return 'It names no rule and has no message'
  const region = asObject(member(physical, 'region'))
  const startLine = lineNumber(region, 'startLine')
  const rule = rulePrefix + id
  const path = run.pathOf(file ?? asObject(member(result, 'analysisTarget')), repository)
  const title = titleOf(named)
  const grade = gradeOf(result, named, run)
  const secretScope = scopes.get('secret')
  const onlySecrets = !scopes.has('misconfiguration')
  if (secretScope !== undefined && (onlySecrets || isSecretRule(named.rule))) {
    if (secretScope === null) return 'Its run could not be read'
    return { type: 'secret', scope: secretScope, rule, title, ...grade, path, startLine, masked: '', layerDiffId: null }
  }
  const scope = scopes.get('misconfiguration')
  if (scope === undefined || scope === null) return 'Its run could not be read'
  const description = textOf(named.rule, 'fullDescription', MAX.description)
  const help = textOf(named.rule, 'help', MAX.message)
  const fingerprint = fingerprintOf(result)
  return misconfiguration({
    scope,
    rule,
    title: title || text({ line: message.split('\n', 1)[0] }, 'line', MAX.name),
    description,
    remediation: help === description ? '' : help,
    ...grade,
    references: webLinks([text(named.rule, 'helpUri', MAX.url)]),
    path,
    // Scanners of packages name the package only here.
    resource: resourceOf(location, run) || (/^Package: (\S{1,200})$/m.exec(message)?.[1] ?? ''),
    startLine,
    endLine: lineNumber(region, 'endLine') ?? startLine,
    message,
    ...(fingerprint !== '' && { fingerprint }),
  })
}

/** Some tools say `state` for `status`. Who has yet to accept a suppression, or refused it, suppresses nothing. */
function isSuppressed(result: JsonObject): boolean {
  const states = asArray(member(result, 'suppressions')).map((one) => {
    const suppression = asObject(one)
    return (text(suppression, 'status', 50) || text(suppression, 'state', 50)).toLowerCase()
  })
  if (texts(result, 'suppressionStates', 50, 1).length > 0) return true
  return states.length > 0 && !states.some((state) => state === 'underreview' || state === 'rejected')
}

/** A short description that only repeats the rule's id says nothing. */
function titleOf({ id, rule }: NamedRule): string {
  const [short, full] = ['shortDescription', 'fullDescription'].map((key) => textOf(rule, key, MAX.title))
  if (short && !short.includes(id)) return short
  return full?.split('\n', 1)[0] || text(rule, 'name', MAX.title)
}

function textOf(object: JsonObject | null, key: string, max: number): string {
  const message = asObject(member(object, key))
  return text(message, 'text', max) || text(message, 'markdown', max)
}

/** A score on the scale of CVSS decides, then a severity in words of the tool's own, then the level. */
function gradeOf(result: JsonObject, { id, rule }: NamedRule, run: SarifRun): Graded {
  for (const owner of [result, rule]) {
    const stated = member(asObject(member(owner, 'properties')), 'security-severity')
    const score = typeof stated === 'string' && /^\d/.test(stated) ? Number(stated) : stated
    if (typeof score === 'number' && score >= 0 && score <= 10) return graded(severityOfScore(score), score)
  }
  for (const owner of [result, rule]) {
    const told = gradedByWord(member(asObject(member(owner, 'properties')), 'severity'))
    if (told.severity !== 'unknown') return told
  }
  return gradedByLevel(levelOf(result, id, rule, run))
}

/** The result's level; else what the invocation set for the rule; else the rule's own; else `warning`, as the standard says. */
function levelOf(result: JsonObject, id: string, rule: JsonObject | null, { run }: SarifRun): string {
  const stated = text(result, 'level', 20)
  if (stated !== '') return stated
  const kind = text(result, 'kind', 50).toLowerCase()
  if (kind !== '' && kind !== 'fail') return 'none'
  const invocation = indexOf(asObject(member(result, 'provenance')), 'invocationIndex')
  const overrides = invocation === null ? [] : overridesOf(asArray(member(run, 'invocations'))[invocation])
  const override = overrides.find((one) => text(asObject(member(one, 'descriptor')), 'id', MAX.id) === id)
  const level = (object: JsonObject | null, key: string) => text(asObject(member(object, key)), 'level', 20)
  const usual = level(rule, 'defaultConfiguration') || level(rule, 'configuration')
  return level(override ?? null, 'configuration') || usual || 'warning'
}

function overridesOf(invocation: unknown): (JsonObject | null)[] {
  return asArray(member(asObject(invocation), 'ruleConfigurationOverrides')).map(asObject)
}

/** The text, or the rule's text of that id with the arguments put in; links into the report's own lists lead nowhere. */
function messageOf(result: JsonObject, rule: JsonObject | null, { driver }: SarifRun): string {
  const message = asObject(member(result, 'message'))
  const id = text(message, 'id', MAX.id)
  const stored = [member(rule, 'messageStrings'), member(driver, 'globalMessageStrings')]
    .map((strings) => textOf(asObject(strings), id, MAX.message))
    .find((one) => one !== '')
  const template = text(message, 'text', MAX.message) || stored || text(message, 'markdown', MAX.message)
  const values = texts(message, 'arguments', MAX.title, 50)
  const filled =
    values.length === 0 ? template : template.replace(/\{(\d+)\}/g, (hole, at) => values[Number(at)] ?? hole)
  const told = filled.replace(/\[([^[\]\n]{0,500})\]\(\d+\)/g, '$1')
  return text({ told }, 'told', MAX.message)
}

/** The function, class or object, as the tool names it. */
function resourceOf(location: JsonObject | null, { run }: SarifRun): string {
  const stated = asObject(asArray(member(location, 'logicalLocations'))[0])
  const index = indexOf(stated, 'index')
  const listed = index === null ? null : asObject(asArray(member(run, 'logicalLocations'))[index])
  for (const one of [stated, listed]) {
    const name = text(one, 'fullyQualifiedName', MAX.name) || text(one, 'name', MAX.name)
    if (name !== '') return name
  }
  return text(location, 'fullyQualifiedLogicalName', MAX.name)
}

/**
 * What the tool itself knows the result by: of several the last by name, which is the newest version. Of the partial ones
 * the hash of the line's text is one, and one that stands alone; others hold columns or the whole file.
 */
function fingerprintOf(result: JsonObject): string {
  const whole = entriesOf(result, 'fingerprints')
  if (whole.length > 0) return whole.at(-1)?.[1] ?? ''
  const partial = entriesOf(result, 'partialFingerprints')
  const line = partial.find(([key]) => key.startsWith('primaryLocationLineHash'))
  return (line ?? (partial.length === 1 ? partial[0] : undefined))?.[1] ?? ''
}

function entriesOf(result: JsonObject, key: string): [string, string][] {
  const object = asObject(member(result, key)) ?? {}
  const entries = Object.keys(object).map((name): [string, string] => [name, text(object, name, MAX.id).trim()])
  return entries.filter(([, value]) => !NO_FINGERPRINT.test(value)).sort(([a], [b]) => (a < b ? -1 : 1))
}
