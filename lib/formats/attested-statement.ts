import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import type { AttestationObservation } from '../domain/observation.ts'
import { type BuildFacts, buildFacts, NO_BUILD } from './build-provenance.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { purlParts } from './purl.ts'
import type { RecordReading, ReportOptions } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'
import { NO_IDENTITY, type SigningIdentity } from './signing-certificate.ts'

/** Who signed what is read, as far as the document says. */
export interface Signature {
  identity: SigningIdentity
  verified: boolean
}

export const UNSIGNED: Signature = { identity: NO_IDENTITY, verified: false }

const STATEMENT = /^https:\/\/in-toto\.io\/Statement\//
/** What cosign calls a signature that says nothing more. */
const PLAIN_SIGNATURE = /^https:\/\/sigstore\.dev\/cosign\/sign\//

/** @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const isStatement = (root: JsonObject | null) =>
  STATEMENT.test(text(root, '_type', 200)) && Array.isArray(member(root, 'subject'))

/** What a statement attests of each of its subjects, by each of its signatures. */
export function attestedBy(
  place: string,
  statement: JsonObject,
  signatures: readonly Signature[],
  options: ReportOptions,
): RecordReading[] {
  const stated = text(statement, 'predicateType', MAX.url)
  const predicate = asObject(member(statement, 'predicate') ?? member(statement, 'slsaProvenance'))
  const build = buildFacts(stated, predicate, options)
  const predicateType = PLAIN_SIGNATURE.test(stated) ? '' : stated
  return asArray(member(statement, 'subject')).flatMap((value, index): RecordReading[] => {
    const subject = asObject(value)
    const digest = subjectDigest(asObject(member(subject, 'digest')))
    if (digest === null) return [unreadAt(`${place}.subject[${index}]`, 'It has no SHA-2 digest that tells what it is')]
    const named = { digest, repository: imageName(text(subject, 'name', MAX.ref)), predicateType }
    return signatures.map((signature) => attestation(named, signature, build))
  })
}

/** What is said of the build comes first, what the signer's certificate says of it second. */
export function attestation(
  named: Pick<AttestationObservation, 'digest' | 'repository' | 'predicateType'>,
  { identity, verified }: Signature,
  build: BuildFacts = NO_BUILD,
): AttestationObservation {
  const { signer, issuer } = identity
  const ofOneCommit = build.commit === '' ? identity : build
  return {
    type: 'attestation',
    ...named,
    verified,
    ...{ signer, issuer, builder: build.builder },
    sourceRepository: ofOneCommit.sourceRepository || build.sourceRepository,
    commit: ofOneCommit.commit,
    buildUrl: build.buildUrl || identity.buildUrl,
    builtAt: build.builtAt,
  }
}

function subjectDigest(digest: JsonObject | null): string | null {
  for (const algorithm of ['sha256', 'sha512']) {
    const told = digestOf(`${algorithm}:${text(digest, algorithm, MAX.id)}`)
    if (told !== null) return told
  }
  return null
}

/** The image that a subject's name names; '' for a file, or for a name that could be either. */
function imageName(name: string): string {
  const parts = /^pkg:/i.test(name) ? purlParts(name) : null
  if (parts !== null) {
    const registry = parts.qualifiers.get('repository_url') ?? ''
    if (parts.type === 'docker') return parseImageReference([registry, parts.path].filter(Boolean).join('/')).repository
    if (parts.type !== 'oci' || registry === '') return ''
    return parseImageReference(registry.endsWith(`/${parts.path}`) ? registry : `${registry}/${parts.path}`).repository
  }
  const plain = name.replace(/^https?:\/\//, '')
  const host = plain.slice(0, Math.max(plain.indexOf('/'), 0))
  return /^localhost$|[.:]/.test(host) && !plain.startsWith('.') ? parseImageReference(plain).repository : ''
}
