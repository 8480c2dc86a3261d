import { parseImageReference } from '../domain/image-reference.ts'
import { attestedBy, isStatement, UNSIGNED } from './attested-statement.ts'
import { isCosignSignature, signatureOfCosign } from './cosign-signature.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { MAX } from './package-findings.ts'
import { placeName } from './record-paths.ts'
import type { RecordReading, ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { unreadAt } from './repository-findings.ts'
import { attestedInBundle, attestedInEnvelope, isBundle, isEnvelope } from './signed-statement.ts'

/**
 * Who signed an image and how it was built: what `cosign verify` prints, and in-toto statements, bare, in DSSE envelopes and
 * in Sigstore bundles; one, a list, or one a line. No signature is checked here: that is the work of a tool that has roots of
 * trust, and some of them say that they did it.
 */
export const provenance: ReportFormat = {
  name: 'provenance',
  title: 'cosign signatures, in-toto and SLSA attestations, Sigstore bundles',
  source: 'provenance',
  records: ['*'],
  lines: true,
  ignored: [],
  recognises: (outline) => readerOf(asObject(Array.isArray(outline) ? outline[0] : outline)) !== null,
  header: () => ({ format: provenance.name, source: provenance.source, toolVersion: null, scannedAt: null }),
  read,
}

type Reader = (place: string, document: JsonObject, options: ReportOptions) => RecordReading[]

function read(outline: unknown, options: ReportOptions): ReportReading {
  if (asObject(outline) === null && !Array.isArray(outline)) {
    throw new FormatError('invalid', 'The report is neither an attestation nor a list of them')
  }
  // Read at the door too, so that one that was tampered with is refused rather than set aside.
  const first = asObject(Array.isArray(outline) ? outline[0] : outline)
  const told = (first && readerOf(first)?.('[0]', first, options)) ?? []
  return {
    scopes: [],
    unread: [],
    attested: told.flatMap((one) => (one.type === 'attestation' ? one.digest : [])),
    record: ({ pattern, indexes }, value) => {
      const place = placeName(pattern, indexes)
      const document = asObject(value)
      const reader = readerOf(document)
      if (document !== null && reader !== null) return reader(place, document, options)
      return unreadAt(place, 'It is no signature, statement, envelope or bundle')
    },
  }
}

function readerOf(root: JsonObject | null): Reader | null {
  if (isCosignSignature(root)) return (place, document) => [signatureOfCosign(place, document)]
  if (isEnvelope(root)) return (place, _, options) => attestedInEnvelope(place, root, options)
  if (isBundle(root)) return attestedInBundle
  if (isStatement(root)) return (place, statement, options) => attestedBy(place, statement, [UNSIGNED], options)
  if (isVerifiedByGitHub(root)) return verifiedByGitHub
  return asObject(member(root, 'provenance_summary')) ? attestedByCloudBuild : null
}

/** What `gh attestation verify --format json` prints. */
const isVerifiedByGitHub = (root: JsonObject | null) =>
  asObject(member(root, 'verificationResult')) !== null && isBundle(bundleOfGitHub(root))
const bundleOfGitHub = (root: JsonObject | null) => asObject(member(asObject(member(root, 'attestation')), 'bundle'))

function verifiedByGitHub(place: string, root: JsonObject, options: ReportOptions): RecordReading[] {
  const bundle = bundleOfGitHub(root) as JsonObject
  const told = attestedInBundle(`${place}.attestation.bundle`, bundle, options)
  return told.map((one) => (one.type === 'attestation' ? { ...one, verified: true } : one))
}

/** What Google Cloud Build attests of an image: the signed envelope where there is one, else the statement beside it. */
function attestedByCloudBuild(place: string, root: JsonObject, options: ReportOptions): RecordReading[] {
  const summary = asObject(member(root, 'image_summary'))
  const { repository } = parseImageReference(text(summary, 'fully_qualified_digest', MAX.ref))
  const list = asArray(member(asObject(member(root, 'provenance_summary')), 'provenance'))
  const told = list.flatMap((value, index) => {
    const at = `${place}.provenance_summary.provenance[${index}]`
    const entry = asObject(value)
    const envelope = asObject(member(entry, 'envelope'))
    if (isEnvelope(envelope)) return attestedInEnvelope(`${at}.envelope`, envelope, options)
    const build = asObject(member(entry, 'build'))
    const statement = asObject(member(build, 'inTotoSlsaProvenanceV1') ?? member(build, 'intotoStatement'))
    if (statement !== null && isStatement(statement)) return attestedBy(at, statement, [UNSIGNED], options)
    return [unreadAt(at, 'It has neither an envelope nor a statement')]
  })
  return told.map((one) => (one.type === 'attestation' ? { ...one, repository: one.repository || repository } : one))
}
