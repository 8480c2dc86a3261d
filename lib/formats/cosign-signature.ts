import { digestOf, parseImageReference } from '../domain/image-reference.ts'
import { attestation } from './attested-statement.ts'
import { asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { RecordReading } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'

const GITHUB = 'https://token.actions.githubusercontent.com'
/** Some versions call what the certificate says by the numbers of its extensions. */
const FULCIO = '1.3.6.1.4.1.57264.1.'

/** Version 1 wrote the names of the members large. */
const part = (object: JsonObject | null, name: string) =>
  asObject(
    member(object, name) ??
      member(
        object,
        name.replace(/^./, (letter) => letter.toUpperCase()),
      ),
  )

export const isCosignSignature = (root: JsonObject | null) => part(part(root, 'critical'), 'image') !== null

/**
 * One signature that `cosign verify` checked, as it prints it. A signature by a key does not say whose key it is.
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function signatureOfCosign(place: string, root: JsonObject): RecordReading {
  const critical = part(root, 'critical')
  const image = part(critical, 'image')
  const digest = digestOf(
    text(image, 'docker-manifest-digest', MAX.id) || text(image, 'Docker-manifest-digest', MAX.id),
  )
  if (digest === null) return unreadAt(place, 'It does not say which image was signed')
  const reference = text(part(critical, 'identity'), 'docker-reference', MAX.ref)
  const said = part(root, 'optional')
  const first = (...names: string[]) => names.map((name) => text(said, name, MAX.url)).find((one) => one !== '') ?? ''
  const issuer = first('Issuer', `${FULCIO}8`, `${FULCIO}1`)
  const workflow = first('githubWorkflowRepository', `${FULCIO}5`)
  const repository = issuer === GITHUB && workflow !== '' ? `https://github.com/${workflow}` : workflow
  const identity = {
    signer: first('Subject'),
    issuer,
    sourceRepository: first(`${FULCIO}12`) || repository,
    commit: first(`${FULCIO}13`, 'githubWorkflowSha', `${FULCIO}3`),
    buildUrl: first(`${FULCIO}21`),
  }
  const named = { digest, repository: parseImageReference(reference).repository, predicateType: '' }
  return attestation(named, { identity, verified: true })
}
