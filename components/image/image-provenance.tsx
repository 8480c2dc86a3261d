import { CircleHelp, ShieldCheck } from 'lucide-react'
import type { ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

type Attestation = ImageVersionDetail['attestations'][number]

/** Who signed a version, and from what it was built by whom, as attested. What nobody attests is not known. */
export function ImageProvenance({ attestations }: { attestations: readonly Attestation[] }) {
  if (attestations.length === 0)
    return (
      <Unknown why="No signature or build attestation of this version came in">
        Who signed it and how it was built is not known.
      </Unknown>
    )
  return (
    <ul className="flex flex-col gap-4">
      {attestations.map((attestation) => (
        <li key={attestation.id} className="flex flex-col gap-1">
          <h3 className="inline-flex items-center gap-1.5 text-sm">
            {attestation.verified ? (
              <>
                <ShieldCheck className="size-4 text-ok" aria-hidden="true" />
                Verified by the tool that reported it
              </>
            ) : (
              <>
                <CircleHelp className="size-4 text-unknown" aria-hidden="true" />
                <Unknown why="The report does not say that the signature was checked">not verified</Unknown>
              </>
            )}
          </h3>
          <DescriptionList items={facts(attestation)} />
        </li>
      ))}
    </ul>
  )
}

function facts(attestation: Attestation) {
  return [
    { term: 'Signed by', value: attestation.signer || null },
    { term: 'Identity from', value: attestation.issuer || null },
    { term: 'Built by', value: attestation.builder || null },
    {
      term: 'From',
      value: attestation.sourceRepository ? (
        <>
          {attestation.sourceRepository}
          {attestation.commit && (
            <>
              {' '}
              at <code className="font-mono text-xs">{attestation.commit}</code>
            </>
          )}
        </>
      ) : null,
    },
    { term: 'Built', value: attestation.builtAt ? <Time at={attestation.builtAt} /> : null },
    { term: 'Told', value: <Time at={attestation.receivedAt} /> },
  ]
}
