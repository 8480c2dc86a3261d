import { digestOf } from '../domain/image-reference.ts'
import { attestation, attestedBy, isStatement, type Signature, UNSIGNED } from './attested-statement.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import type { RecordReading, ReportOptions } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'
import { identityOfCertificate, MAX_CERTIFICATE_CHARS, NO_IDENTITY } from './signing-certificate.ts'

const IN_TOTO = 'application/vnd.in-toto+json'
/** Each is read beside each subject, and a certificate takes a millisecond. */
const MAX_SIGNATURES = 10
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/

interface Envelope extends JsonObject {
  readonly payload: string
  readonly payloadType: string
}

/** @see https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export const isEnvelope = (root: JsonObject | null): root is Envelope =>
  typeof member(root, 'payload') === 'string' && typeof member(root, 'payloadType') === 'string'

export const isBundle = (root: JsonObject | null) =>
  text(root, 'mediaType', 200).startsWith('application/vnd.dev.sigstore.bundle')

/**
 * What the statement in an envelope attests, by each signature. `certificate` goes with the envelope, where none is beside its
 * signatures. Throws a FormatError `invalid` where the payload is broken.
 */
export function attestedInEnvelope(
  place: string,
  envelope: Envelope,
  options: ReportOptions,
  certificate = '',
): RecordReading[] {
  const { payloadType } = envelope
  if (payloadType !== IN_TOTO) return [unreadAt(place, 'Its payload is no in-toto statement')]
  const statement = statementIn(place, envelope)
  if (!isStatement(statement)) return [unreadAt(place, 'Its payload is no in-toto statement with subjects')]
  const unread: RecordReading[] = []
  const listed = asArray(member(envelope, 'signatures'))
  if (listed.length > MAX_SIGNATURES) {
    unread.push(unreadAt(place, `It has ${listed.length} signatures, of which the first ${MAX_SIGNATURES} are read`))
  }
  const common = certificate === '' ? null : identityOfCertificate(certificate)
  const signatures = listed.slice(0, MAX_SIGNATURES).map((value): Signature => {
    const signature = asObject(value)
    const own = text(signature, 'cert', MAX_CERTIFICATE_CHARS)
    const told = own || certificate
    const identity = own === '' ? common : identityOfCertificate(own)
    if (told !== '' && !identity) unread.push(unreadAt(place, 'The certificate of its signature cannot be read'))
    return { identity: identity ?? { ...NO_IDENTITY, signer: text(signature, 'keyid', MAX.name) }, verified: false }
  })
  return [...attestedBy(place, statement, signatures.length > 0 ? signatures : [UNSIGNED], options), ...unread]
}

function statementIn(place: string, { payload }: Envelope): JsonObject {
  if (!BASE64.test(payload)) throw new FormatError('invalid', `The payload of the attestation ${place} is not base64`)
  try {
    const statement = asObject(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')))
    if (statement !== null) return statement
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const fault = 'is not a JSON object: it was damaged or tampered with'
  throw new FormatError('invalid', `The payload of the attestation ${place} ${fault}`)
}

/** @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto */
export function attestedInBundle(place: string, bundle: JsonObject, options: ReportOptions): RecordReading[] {
  const material = asObject(member(bundle, 'verificationMaterial'))
  const [first] = asArray(member(asObject(member(material, 'x509CertificateChain')), 'certificates'))
  const leaf = asObject(member(material, 'certificate') ?? first)
  const certificate = text(leaf, 'rawBytes', MAX_CERTIFICATE_CHARS)
  const envelope = asObject(member(bundle, 'dsseEnvelope'))
  if (isEnvelope(envelope)) return attestedInEnvelope(`${place}.dsseEnvelope`, envelope, options, certificate)
  const signed = asObject(member(asObject(member(bundle, 'messageSignature')), 'messageDigest'))
  const hash = Buffer.from(text(signed, 'digest', MAX.id), 'base64')
  const digest = text(signed, 'algorithm', 50) === 'SHA2_256' ? digestOf(`sha256:${hash.toString('hex')}`) : null
  if (digest === null) return [unreadAt(place, 'The bundle has neither a statement nor a SHA-256 digest')]
  const signer = text(asObject(member(material, 'publicKey')), 'hint', MAX.name)
  const identity = identityOfCertificate(certificate) ?? { ...NO_IDENTITY, signer }
  return [attestation({ digest, repository: '', predicateType: '' }, { identity, verified: false })]
}
