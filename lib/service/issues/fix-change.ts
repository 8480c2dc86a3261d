import type { IssueDetail } from '../../contract/issue-detail.ts'
import type { IssueKind } from '../../domain/observation.ts'

type Fix = IssueDetail['fixChange']

export interface FixFacts {
  kind: IssueKind
  rule: string | null
  remediation: string
  package: { name: string; type: string } | null
  installedVersion: string | null
  /** As tools write it: one version, or several with commas. '' when none is known. */
  fixedVersion: string
  /** The file that declares the package, or that holds the secret; '' when not known. */
  place: string
  workload: { kind: string; containers: { name: string; type: string; privileged: boolean | null }[] } | null
}

/** What to change, to copy where that is known, and what is not known about it. */
export function fixChange(facts: FixFacts): Fix {
  if (facts.kind === 'vulnerability' && facts.package) return upgrade(facts, facts.package)
  if (facts.kind === 'secret') {
    const where = facts.place ? ` from ${facts.place}` : ''
    const title = `Revoke the secret where it was issued, then remove it${where}`
    return { known: true, title, change: null, unknown: ['Whether the secret still works is not known.'] }
  }
  if (facts.kind === 'threat') {
    const title = facts.remediation || 'Find out who did this and how they got in, then handle it'
    return { known: false, title, change: null, unknown: ['What let it happen is not known.'] }
  }
  if (facts.rule === 'privileged-container' && facts.workload) return unprivileged(facts.workload)
  const unknown = ['No change to copy is known for this rule.']
  if (facts.remediation) return { known: true, title: facts.remediation, change: null, unknown }
  return { known: false, title: 'No source says how to fix it', change: null, unknown }
}

const DISTRIBUTION_TYPES = new Set(['deb', 'apk', 'rpm'])

function upgrade(facts: FixFacts, { name, type }: { name: string; type: string }): Fix {
  const version = nearestVersion(facts.fixedVersion, facts.installedVersion)
  if (version === null) {
    return {
      known: false,
      title: `No fixed version of ${name} is known`,
      change: null,
      unknown: ['Whether a fix is planned.'],
    }
  }
  const unknown: string[] = []
  if (DISTRIBUTION_TYPES.has(type)) unknown.push('Which base image or layer brings the package in is not known.')
  else if (!facts.place) unknown.push('Which file declares the package is not known.')
  return { known: true, title: `Upgrade ${name} to ${version}`, change: changeOf(type, name, version), unknown }
}

/** Of several fixed versions, the one that shares the most leading parts with the installed one. Null when there is none. */
export function nearestVersion(fixed: string, installed: string | null): string | null {
  const versions = fixed
    .split(/[,|]/)
    .map((version) => version.trim())
    .filter(Boolean)
  const shared = (version: string) => {
    const parts = (installed ?? '').split('.')
    const differs = version.split('.').findIndex((part, at) => part !== parts[at])
    return differs < 0 ? Number.POSITIVE_INFINITY : differs
  }
  return versions.reduce<string | null>(
    (best, version) => (best === null || shared(version) > shared(best) ? version : best),
    null,
  )
}

/** A value as one word of a shell; names and versions come from reports. */
function word(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function changeOf(type: string, name: string, version: string): NonNullable<Fix['change']> {
  const docker = (text: string) => ({ language: 'dockerfile', text }) as const
  const line = (text: string) => ({ language: 'text', text }) as const
  switch (type) {
    case 'deb':
      return docker(`RUN apt-get update && apt-get install -y --only-upgrade ${word(`${name}=${version}`)}`)
    case 'apk':
      return docker(`RUN apk add --no-cache ${word(`${name}>=${version}`)}`)
    case 'rpm':
      return docker(`RUN dnf upgrade -y ${word(`${name}-${version}`)}`)
    case 'npm':
      return line(`npm install ${word(`${name}@${version}`)}`)
    case 'pypi':
      return line(`pip install ${word(`${name}>=${version}`)}`)
    case 'golang':
      return line(`go get ${word(`${name}@${version.startsWith('v') ? version : `v${version}`}`)}`)
    case 'cargo':
      return line(`cargo update -p ${word(name)} --precise ${word(version)}`)
    case 'gem':
      return line(`bundle update ${word(name)}`)
    case 'composer':
      return line(`composer require ${word(`${name}:^${version}`)}`)
    case 'nuget':
      return line(`dotnet add package ${word(name)} --version ${word(version)}`)
    case 'maven': {
      const [group, artifact] = name.includes(':') ? name.split(':', 2) : [null, name]
      const lines = [group && `<groupId>${xml(group)}</groupId>`, `<artifactId>${xml(artifact ?? name)}</artifactId>`]
      return { language: 'xml', text: [...lines, `<version>${xml(version)}</version>`].filter(Boolean).join('\n') }
    }
    default:
      return line(`${name} ${version}`)
  }
}

function xml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function unprivileged({ kind, containers }: NonNullable<FixFacts['workload']>): Fix {
  const privileged = containers.filter((container) => container.privileged === true)
  const lists = (['app', 'init'] as const).flatMap((type) => {
    const named = privileged.filter((container) => container.type === type)
    if (named.length === 0) return []
    const entries = named.flatMap(({ name }) => [
      `  - name: ${name}`,
      '    securityContext:',
      '      privileged: false',
    ])
    return [type === 'app' ? 'containers:' : 'initContainers:', ...entries]
  })
  const path =
    kind === 'Pod'
      ? ['spec']
      : kind === 'CronJob'
        ? ['spec', 'jobTemplate', 'spec', 'template', 'spec']
        : ['spec', 'template', 'spec']
  const indent = (depth: number, line: string) => '  '.repeat(depth) + line
  const text = [
    ...path.map((key, depth) => indent(depth, `${key}:`)),
    ...lists.map((line) => indent(path.length, line)),
  ].join('\n')
  return {
    known: true,
    title: 'Set securityContext.privileged to false and add only the capabilities that are needed',
    change: lists.length > 0 ? { language: 'yaml', text } : null,
    unknown: ['Which capabilities the process needs is not known.'],
  }
}
