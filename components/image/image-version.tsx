import Link from 'next/link'
import type { ImageDetail, ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { DescriptionList } from '../ui/description-list.tsx'
import { RiskScore } from '../ui/risk-score.tsx'
import { Section } from '../ui/section.tsx'
import { TeamNames } from '../ui/team-names.tsx'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'
import { SeverityCounts } from '../workload/severity-counts.tsx'
import { BaseImage, FOUND_BY } from './base-image.tsx'
import { isUnseen } from './image-columns.tsx'
import { ImageLoad } from './image-load.tsx'
import { ImageProvenance } from './image-provenance.tsx'
import { ImageRuns } from './image-runs.tsx'
import { ImageTooling } from './image-tooling.tsx'
import { LayerStack } from './layer-stack.tsx'
import { ScanNote, wasScanned } from './scan-note.tsx'

/** What is known of the chosen version, and where the image runs. */
export function ImageVersion({ image, version }: { image: ImageDetail; version: ImageVersionDetail }) {
  return (
    <>
      <Section title="At a glance">
        <DescriptionList items={[...ofVersion(version), ...ofImage(image)]} />
      </Section>
      <Section title="Layers" note="the newest at the top, the lowest at the bottom; a layer leads to its packages">
        <LayerStack
          version={version}
          hrefOf={(position) => `/images/${image.id}?version=${version.id}&tab=packages&layer=${position}`}
        />
      </Section>
      <Section title="Where it runs">
        <ImageRuns runs={image.runs} />
      </Section>
      <Section title="Unneeded tooling" note="what a running service seldom needs">
        <ImageTooling tooling={version.tooling} />
      </Section>
      <Section title="Provenance" note="who signed it, and from what it was built">
        <ImageProvenance attestations={version.attestations} />
      </Section>
    </>
  )
}

function ofVersion(version: ImageVersionDetail) {
  const { base } = version
  return [
    {
      term: 'Digest',
      value: (
        <span className="inline-flex min-w-0 items-center gap-1">
          <code className="font-mono text-xs [overflow-wrap:anywhere]">{version.digest}</code>
          <CopyButton text={version.digest} label="Copy digest" />
        </span>
      ),
    },
    { term: 'Tags', value: version.tags.join(', ') || <span className="text-muted">none point here now</span> },
    { term: 'Platform', value: version.platform },
    { term: 'Scanned', value: <ScanNote scans={version.scans} /> },
    {
      term: 'Found in it',
      value: wasScanned(version) ? (
        <SeverityCounts counts={version.openIssues} />
      ) : (
        <Unknown why="No complete scan of this version came in" />
      ),
    },
    {
      term: 'Base image',
      value: base ? (
        <>
          {base.image ? (
            <Link
              href={`/images/${base.image.id}${base.image.versionId ? `?version=${base.image.versionId}` : ''}`}
              className="underline underline-offset-4"
            >
              {base.reference}
            </Link>
          ) : (
            base.reference
          )}{' '}
          <span className="text-muted">({FOUND_BY[base.foundBy]})</span>
        </>
      ) : (
        <BaseImage base={null} />
      ),
    },
    { term: 'First seen', value: <Time at={version.firstSeenAt} /> },
  ]
}

function ofImage(image: ImageDetail) {
  const unseen = isUnseen(image)
  return [
    { term: 'All versions', value: unseen ? null : <SeverityCounts counts={image.openIssues} /> },
    {
      term: 'Highest risk',
      value: unseen ? null : image.maxRisk === null ? (
        <span className="text-muted">none</span>
      ) : (
        <RiskScore risk={image.maxRisk} />
      ),
    },
    { term: 'Load', value: unseen ? null : <ImageLoad image={image} /> },
    { term: 'Teams', value: <TeamNames teams={image.teams} /> },
  ]
}
