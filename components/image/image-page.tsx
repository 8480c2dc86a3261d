'use client'

import { useQuery } from '@tanstack/react-query'
import { imageOptions } from '../../lib/client/images.ts'
import type { ImageDetail } from '../../lib/contract/image-detail.ts'
import { ButtonLink } from '../ui/button.tsx'
import { NothingConnected } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { ImageHistory } from './image-history.tsx'
import { ImagePackages } from './image-packages.tsx'
import { ImageVersion } from './image-version.tsx'
import { useImageView } from './use-image-view.ts'

/** One image: what is known of a version, what is installed in it, and all versions over time. */
export function ImagePage({ id }: { id: number }) {
  const view = useImageView()
  const { data, error, refetch } = useQuery(imageOptions(id, view.version))
  if (error) return <ErrorState what="this image" error={error} onRetry={refetch} />
  if (!data) {
    return (
      <div className="p-4">
        <SkeletonLines label="Loading the image" lines={6} />
      </div>
    )
  }
  const { version } = data
  const unknown = <NoVersion />
  return (
    <>
      <PageHeader
        title={data.repository}
        actions={
          <ButtonLink href={`/issues?q=${encodeURIComponent(data.search)}`} variant="primary">
            Open issues
          </ButtonLink>
        }
      >
        {version && (
          <Select
            options={data.versionList.map(optionOf)}
            value={String(version.id)}
            onChange={(chosen) => view.setVersion(Number(chosen))}
            label="Version"
            className="w-72! max-sm:w-full!"
          />
        )}
      </PageHeader>
      <div className="px-4 pb-8">
        <Tabs
          label="Views of this image"
          value={view.tab}
          onChange={view.setTab}
          items={[
            {
              value: 'version',
              label: 'Version',
              content: version ? <ImageVersion image={data} version={version} /> : unknown,
            },
            {
              value: 'packages',
              label: 'Packages',
              content: version ? <ImagePackages id={id} repository={data.repository} version={version} /> : unknown,
            },
            {
              value: 'history',
              label: 'Versions over time',
              content: <ImageHistory image={data} chosenId={version?.id ?? null} />,
            },
          ]}
        />
      </div>
    </>
  )
}

function NoVersion() {
  return (
    <NothingConnected title="No version of this image is known" waiting="Waiting for a scan of it">
      A workload names this image, and no report told which version that is or what is in it.
    </NothingConnected>
  )
}

function optionOf({ id, digest, tags, workloads }: ImageDetail['versionList'][number]) {
  const tag = tags[0] ? `${tags[0]} · ` : ''
  return { value: String(id), label: `${tag}${digest.slice(0, 19)}${workloads > 0 ? ' · runs' : ''}` }
}
