import { type IssueIdentity, issueKey } from '../../domain/identity.ts'
import { SEVERITY_RANK } from '../../domain/severity.ts'
import { silenceTold } from '../../domain/source-silence.ts'
import {
  endSilences,
  isSilenceOver,
  markRaised,
  type SilentStream,
  STAGE_OF_KIND,
  unraisedSilences,
} from '../../store/coverage/silent-streams.ts'
import { database, type Tx } from '../../store/database.ts'
import { lockEngine } from '../../store/engine/assets.ts'
import { ensureRules, type RuleText } from '../../store/engine/problems.ts'
import { touchScope } from '../../store/engine/scopes.ts'
import { loadPlacements } from '../engine/placements.ts'
import { keyHash, NO_VULNERABILITY, seeFindings } from '../engine/see-findings.ts'
import { nothingTouched, settle } from '../engine/settle.ts'

const AT_ONCE = 200

/** The rule of our own under which a silent source is an issue. */
export const SILENT_RULE = 'plimsoll:source-silent'

const RULE: RuleText = {
  title: 'A source fell silent',
  description:
    'A scanner, gate or sensor that reported regularly has said nothing for much longer than usual. What it would have told is not known: no new issue from it does not mean that there is none.',
  remediation:
    'Look at the job, agent or webhook that delivers: is it running, and is its token still valid? When it is meant to be gone, say so under Coverage, Sources. The issue closes by itself with the next delivery.',
  severity: SEVERITY_RANK.medium,
  links: [],
}

/**
 * Raises an issue for each source that fell silent, to whoever owns what it reported about, and closes those of the ones that
 * report again: their delivery is the evidence.
 */
export async function watchSources(now = new Date()): Promise<'more' | 'idle'> {
  const due = (await isSilenceOver(database(), now)) || (await unraisedSilences(database(), now, 1)).length > 0
  if (!due) return 'idle'
  return database().transaction(async (tx) => {
    await lockEngine(tx)
    const touched = nothingTouched()
    for (const issueId of await endSilences(tx, now, AT_ONCE)) touched.ended.add(issueId)
    const silent = await unraisedSilences(tx, now, AT_ONCE)
    for (const stream of silent) await raise(tx, stream, now)
    await settle(tx, touched, now)
    return silent.length === AT_ONCE || touched.ended.size === AT_ONCE ? 'more' : 'idle'
  })
}

async function raise(tx: Tx, stream: SilentStream, now: Date): Promise<void> {
  const { source, image, repository, cluster, whole } = stream
  const resource = whole ? `${source}, all of it` : source
  const place = placeOf(stream, resource)
  // What it reported about is gone: nobody misses it.
  if (!place) return
  const key = issueKey({ kind: 'misconfiguration', rule: SILENT_RULE, place })
  const stage = STAGE_OF_KIND[stream.kind]
  const { id: scopeId } = await touchScope(
    tx,
    {
      key: `plimsoll|${key}`,
      source: 'plimsoll',
      scan: 'misconfiguration',
      stage,
      imageVersionId: image?.versionId ?? null,
      workloadId: null,
      repositoryId: repository?.id ?? null,
      clusterId: cluster?.id ?? null,
    },
    null,
    now,
    false,
  )
  const rules = await ensureRules(tx, new Map([[SILENT_RULE, RULE]]))
  const placements = await loadPlacements(tx, image ? [image.id] : [], [], now, repository ? [repository.id] : [])
  // A gate or a sensor covers a whole cluster.
  const severity = stream.kind === 'reports' ? SEVERITY_RANK.medium : SEVERITY_RANK.high
  await seeFindings(tx, { id: scopeId, stage, versions: image ? String(image.versionId) : '' }, placements, now, [
    {
      key,
      hash: keyHash(key),
      kind: 'misconfiguration',
      vulnerabilityId: null,
      packageId: null,
      ruleId: rules.get(SILENT_RULE) ?? null,
      imageId: image?.id ?? null,
      workloadId: null,
      repositoryId: repository?.id ?? null,
      clusterId: cluster?.id ?? null,
      place: resource,
      severity,
      fixedVersion: '',
      detail: JSON.stringify({ resource, message: silenceTold(stream) }),
      fingerprint: null,
      ...NO_VULNERABILITY,
    },
  ])
  await markRaised(tx, stream.id, scopeId, now)
}

function placeOf(
  { image, repository, cluster }: SilentStream,
  resource: string,
): Extract<IssueIdentity, { kind: 'misconfiguration' }>['place'] | null {
  if (image) return { image: image.repository, path: '', resource }
  if (repository) return { repository: repository.name, path: '', resource }
  return cluster ? { cluster: cluster.name, resource } : null
}
