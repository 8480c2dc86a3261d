import type { AttestationObservation } from '../domain/observation.ts'
import { saneDate } from './dates.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { ReportOptions } from './report-format.ts'
import { webLinks } from './repository-findings.ts'

export type BuildFacts = Pick<
  AttestationObservation,
  'builder' | 'sourceRepository' | 'commit' | 'buildUrl' | 'builtAt'
>

export const NO_BUILD: BuildFacts = { builder: '', sourceRepository: '', commit: '', buildUrl: '', builtAt: null }

const PROVENANCE = /^https:\/\/(?:slsa\.dev\/provenance\/|in-toto\.io\/Provenance\/)/
const COMMIT = /^[0-9a-f]{40,64}$/i

/**
 * What SLSA provenance tells of a build, whichever version; of other predicates nothing is read.
 * @see https://slsa.dev/spec/v1.0/provenance
 */
export function buildFacts(predicateType: string, predicate: JsonObject | null, options: ReportOptions): BuildFacts {
  if (!PROVENANCE.test(predicateType)) return NO_BUILD
  const run = asObject(member(predicate, 'runDetails'))
  const metadata = asObject(member(run ?? predicate, 'metadata'))
  const ran = ['invocationId', 'buildInvocationId', 'buildInvocationID'].map((key) => text(metadata, key, MAX.url))
  const done = ['finishedOn', 'buildFinishedOn', 'startedOn', 'buildStartedOn'].map((key) => member(metadata, key))
  return {
    builder: text(asObject(member(run ?? predicate, 'builder')), 'id', MAX.url),
    ...(sourceOf(predicate, metadata) ?? { sourceRepository: '', commit: '' }),
    buildUrl: webLinks(ran)[0] ?? '',
    builtAt: done.map((time) => saneDate(time, options.receivedAt)).find((time) => time !== null) ?? null,
  }
}

interface Source {
  sourceRepository: string
  commit: string
}

/**
 * Where the build was told to build from, else the first of its materials that is a commit; a source without its commit only
 * when there is no other.
 */
function sourceOf(predicate: JsonObject | null, metadata: JsonObject | null): Source | undefined {
  const definition = asObject(member(predicate, 'buildDefinition'))
  const parameters = asObject(member(definition, 'externalParameters'))
  const stated = [
    asObject(member(asObject(member(predicate, 'invocation')), 'configSource')),
    ...['source', 'configSource', 'workflow', 'buildConfigSource', 'sourceToBuild'].map((key) =>
      asObject(member(parameters, key)),
    ),
    versionControl(metadata),
    ...[...asArray(member(definition, 'resolvedDependencies')), ...asArray(member(predicate, 'materials'))].map(
      asObject,
    ),
  ].flatMap((one) => sourceIn(one) ?? [])
  return stated.find(({ commit }) => commit !== '') ?? stated[0]
}

/** BuildKit keeps the source of a build beside what it made the build from. */
function versionControl(metadata: JsonObject | null): JsonObject | null {
  const own = asObject(
    member(metadata, 'buildkit_metadata') ?? member(metadata, 'https://mobyproject.org/buildkit@v1#metadata'),
  )
  return asObject(member(own, 'vcs'))
}

function sourceIn(stated: JsonObject | null): Source | null {
  const uri = ['uri', 'repository', 'source'].map((key) => text(stated, key, MAX.url)).find((one) => one !== '') ?? ''
  if (uri === '' || /^(?:pkg|oci|docker|docker-image|docker-pullable):/i.test(uri)) return null
  const digest = asObject(member(stated, 'digest'))
  const ids = [...['sha1', 'gitCommit', 'sha256'].map((key) => text(digest, key, 100)), text(stated, 'revision', 100)]
  return { sourceRepository: repositoryOf(uri), commit: ids.find((id) => COMMIT.test(id))?.toLowerCase() ?? '' }
}

/** The address of a source repository without what picks a part of it, and without a name or password in it. */
export function repositoryOf(uri: string): string {
  const url = URL.parse(uri.replace(/^git\+/i, ''))
  if (url === null || url.host === '') return uri
  return `${url.protocol}//${url.host}${url.pathname.split('@')[0]}`.replace(/(?:\.git)?\/*$/, '')
}
