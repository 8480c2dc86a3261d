import { type ArtefactPlace, part } from '../identity.ts'

/**
 * What makes two changes one fix. Like an issue's key it survives rescans, tags, digests and newly published versions: the
 * version to go to is what the fix says today, not what it is.
 */
export type FixIdentity =
  /** The reference that the Dockerfile names: `docker.io/library/debian:12.4`. */
  | { kind: 'base-image'; base: string }
  | { kind: 'removal'; image: string; tool: string }
  | { kind: 'package'; place: ArtefactPlace; purl: string }
  /** A rule broken in the workloads of one team (null: nobody's), or in one artefact or cluster. */
  | { kind: 'configuration'; rule: string; place: { team: string | null } | ArtefactPlace | { cluster: string } }
  | { kind: 'secret'; secret: string }

/** The readable key of a fix: `package|image=docker.io/library/nginx|package=pkg:deb/debian/openssl`. */
export function fixKey(identity: FixIdentity): string {
  switch (identity.kind) {
    case 'base-image':
      return `base-image${part('base', identity.base)}`
    case 'removal':
      return `removal${part('image', identity.image)}${part('tool', identity.tool)}`
    case 'package':
      return `package${artefact(identity.place)}${part('package', identity.purl)}`
    case 'configuration':
      return `configuration${part('rule', identity.rule)}${placeOf(identity.place)}`
    case 'secret':
      return `secret|${identity.secret}`
  }
}

function artefact(place: ArtefactPlace): string {
  return 'image' in place ? part('image', place.image) : part('repository', place.repository)
}

function placeOf(place: Extract<FixIdentity, { kind: 'configuration' }>['place']): string {
  if ('team' in place) return part('team', place.team ?? 'none')
  return 'cluster' in place ? part('cluster', place.cluster) : artefact(place)
}

/**
 * The secret that an issue's key names, wherever it lies: by its salted hash; without one by the rule and the masked text,
 * which tell secrets apart within one artefact only. Already escaped, as it stands in the key.
 */
export function secretOfIssueKey(key: string): string {
  const parts = key.split('|').slice(1)
  const hash = parts.find((one) => one.startsWith('hash='))
  return hash ?? parts.filter((one) => !one.startsWith('path=')).join('|')
}
