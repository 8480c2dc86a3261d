import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { ScanKind, ScopeObservation, Subject, UnreadObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, member, text, texts } from './json-access.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { MAX, readRecord, requiredList, scannedRepository, unreadAt } from './repository-findings.ts'
import { resultOf } from './sarif-result.ts'
import { isSecretRule, SarifRun } from './sarif-run.ts'

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarifJson: ReportFormat = {
  name: 'sarif',
  title: 'SARIF 2.1.0',
  source: 'sarif',
  records: ['runs.*.results.*'],
  // Long lists beside the results that say nothing of what was found.
  ignored: ['graphs', 'webRequests', 'webResponses', 'threadFlowLocations', 'addresses', 'taxonomies']
    .concat('translations', 'policies')
    .map((list) => `runs.*.${list}.*`),
  recognises: (outline) => {
    const root = asObject(outline)
    const [first] = asArray(member(root, 'runs'))
    const named = /^[12]\./.test(text(root, 'version', 20)) || /sarif/i.test(text(root, '$schema', MAX.url))
    return Array.isArray(member(root, 'runs')) && (named || Array.isArray(member(asObject(first), 'results')))
  },
  header: (outline, options) => {
    const runs = runsOf(outline)
    const ends = asArray(member(runs[0]?.run ?? null, 'invocations')).map((one) =>
      text(asObject(one), 'endTimeUtc', 40),
    )
    const driver = runs[0]?.driver ?? null
    return {
      format: sarifJson.name,
      source: sourceOf(runs),
      toolVersion: text(driver, 'semanticVersion', 100) || text(driver, 'version', 100) || null,
      scannedAt: saneDate(
        ends.findLast((end) => end !== ''),
        options.receivedAt,
      ),
    }
  },
  read,
}

/** Tools that look for nothing but secrets, as they name themselves. */
const SECRET_TOOLS = new Set(['gitleaks', 'trufflehog', 'detect-secrets', 'ggshield', 'gitguardian'])
const MAX_NOTIFICATIONS = 200

function runsOf(outline: unknown): SarifRun[] {
  return asArray(member(asObject(outline), 'runs')).map((run) => new SarifRun(asObject(run)))
}

/** `Semgrep OSS` and `semgrep` are one tool: what its own format calls it. */
function toolOf({ driver }: SarifRun): string {
  const name = text(driver, 'name', 100).toLowerCase()
  if (/^semgrep\b/.test(name)) return 'semgrep'
  return name.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || sarifJson.source
}

/** The tool; files that were merged from several tools are of none of them. */
function sourceOf(runs: readonly SarifRun[]): string {
  const tools = new Set(runs.map(toolOf))
  return tools.size === 1 ? ([...tools][0] ?? sarifJson.source) : sarifJson.source
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const root = asObject(outline)
  const version = text(root, 'version', 20)
  if (version.startsWith('1.')) {
    throw new FormatError('invalid', `This is SARIF ${version}, which is not read: let the tool write SARIF 2.1.0`)
  }
  requiredList(member(root, 'runs') ?? undefined, 'runs')
  const runs = runsOf(outline)
  const merged = new Set(runs.map(toolOf)).size > 1
  const scopes: ScopeObservation[] = []
  const unread: UnreadObservation[] = []
  const readings = runs.map((run, index) => {
    const subject = subjectOf(run, options)
    const { complete, problems } = outcomeOf(run, `runs[${index}]`)
    unread.push(...problems)
    const tool = toolOf(run)
    const part = ['sarif', merged ? tool : '', categoryOf(run)].filter((name) => name !== '').join(':')
    const scan = (kind: ScanKind) => scopeOf(scopes, { subject, scan: kind, complete, part })
    const wanted = scansOf(run, tool, options).map((kind) => [kind, hasResults(run) ? scan(kind) : null] as const)
    return { run, rulePrefix: merged ? `${tool}/` : '', scopes: new Map(wanted) }
  })
  if (runs.length === 0) unread.push(unreadAt('runs', 'No tool has run: it closes nothing'))
  return {
    scopes,
    unread,
    record: (place, value) => {
      const reading = readings[place.indexes[0] ?? 0]
      return readRecord(place, value, (result) =>
        reading ? resultOf(result, reading, options.repository ?? '') : 'Its run could not be read',
      )
    },
  }
}

/** A run without the list has not scanned: it only describes its rules, or its results are in another file. */
function hasResults({ run }: SarifRun): boolean {
  return Array.isArray(member(run, 'results'))
}

function outcomeOf(sarif: SarifRun, place: string): { complete: boolean; problems: UnreadObservation[] } {
  const problems: UnreadObservation[] = []
  const elsewhere = asArray(member(asObject(member(sarif.run, 'externalPropertyFileReferences')), 'results')).length > 0
  if (!hasResults(sarif)) problems.push(unreadAt(`${place}.results`, 'The run has no results: it closes nothing'))
  if (elsewhere) problems.push(unreadAt(place, 'Results that are in another file are not read'))
  let complete = !elsewhere
  for (const [index, value] of asArray(member(sarif.run, 'invocations')).entries()) {
    const invocation = asObject(value)
    const succeeded = member(invocation, 'executionSuccessful')
    if (succeeded === false) complete = false
    for (const list of ['toolExecutionNotifications', 'toolConfigurationNotifications']) {
      const told = asArray(member(invocation, list)).slice(0, MAX_NOTIFICATIONS)
      for (const [at, notification] of told.map(asObject).entries()) {
        const level = text(notification, 'level', 20)
        if (level === 'error' && succeeded !== true) complete = false
        if (level === 'note' || level === 'none') continue
        // Only the first line: what follows may be the code that the tool could not read.
        const [message] = text(asObject(member(notification, 'message')), 'text', MAX.title).split('\n')
        problems.push(unreadAt(`${place}.invocations[${index}].${list}[${at}]`, `The tool reported: ${message}`))
      }
    }
  }
  return { complete, problems }
}

/** What a run looked for. A tool for code does not say that it looks for secrets unless one of its rules does. */
function scansOf(run: SarifRun, tool: string, { declaredScans = [] }: ReportOptions): ScanKind[] {
  if (SECRET_TOOLS.has(tool)) return ['secret']
  const secrets = declaredScans.includes('secret') || run.rules.some(isSecretRule)
  return secrets ? ['misconfiguration', 'secret'] : ['misconfiguration']
}

/** Of `category/run`, the part that is the same in every run; a tool that scans in parts names them so. */
function categoryOf({ run }: SarifRun): string {
  const id = text(asObject(member(run, 'automationDetails')), 'id', MAX.id)
  return id.slice(0, Math.max(id.lastIndexOf('/'), 0)).replace(/[^\w./:@-]+/g, '-')
}

function scopeOf(
  scopes: ScopeObservation[],
  stated: Omit<ScopeObservation, 'type' | 'scope'> & { part: string },
): number {
  const same = scopes.find(
    ({ subject, scan, part }) =>
      scan === stated.scan && part === stated.part && JSON.stringify(subject) === JSON.stringify(stated.subject),
  )
  if (same) same.complete &&= stated.complete
  else scopes.push({ type: 'scope', scope: scopes.length, ...stated })
  return same?.scope ?? scopes.length - 1
}

/** What the sender says, else the image that scanners of images note with the run, or the repository it was checked out from. */
function subjectOf({ run }: SarifRun, options: ReportOptions): Subject {
  if (options.repository !== undefined) return scannedRepository(options)
  const properties = asObject(member(run, 'properties'))
  const names = [...texts(properties, 'repoTags', MAX.title, 50), ...texts(properties, 'repoDigests', MAX.title, 50)]
  const stated = options.image === undefined ? [...names, text(properties, 'imageName', MAX.title)] : [options.image]
  const refs = stated.map(parseImageReference).filter(({ repository }) => repository !== '')
  const [first] = refs
  if (first) {
    const same = refs.filter(({ repository }) => repository === first.repository)
    return {
      type: 'image',
      repository: first.repository,
      tags: [...new Set(same.flatMap(({ tag }) => tag ?? []))],
      digest: same.find(({ digest }) => digest !== null)?.digest ?? null,
      imageId: digestOf(text(properties, 'imageID', MAX.id)),
      platform: null,
      layers: [],
      labels: {},
    }
  }
  const origin = asObject(asArray(member(run, 'versionControlProvenance'))[0])
  const uri = text(origin, 'repositoryUri', MAX.name).replace(/^[a-z+]+:\/\/(?:[^/@]*@)?|\.git\/?$|\/$/gi, '')
  return uri === '' ? scannedRepository(options) : { type: 'repository', name: uri }
}
