import { clsx } from 'clsx'
import Link from 'next/link'
import type { ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { SEVERITIES } from '../../lib/domain/severity.ts'
import { Unknown } from '../ui/unknown.tsx'
import { SeverityCounts } from '../workload/severity-counts.tsx'
import { wasScanned } from './scan-note.tsx'

const OWNERS = {
  base: { word: 'base', edge: 'border-l-deploy', text: 'text-deploy' },
  app: { word: 'app', edge: 'border-l-build', text: 'text-build' },
} as const
const NOBODY = { word: 'owner unknown', edge: 'border-l-unknown', text: 'text-unknown italic' } as const

/** The layers of a version, the newest at the top; each with whose it is, what made it and what was found in it. */
export function LayerStack({
  version,
  hrefOf,
}: {
  version: ImageVersionDetail
  /** Where the packages of a layer are shown. */
  hrefOf: (position: number) => string
}) {
  if (version.layers.length === 0)
    return (
      <Unknown why="Scanners tell layers when they scan the image itself">
        No report told the layers of this version.
      </Unknown>
    )
  const isScanned = wasScanned(version)
  const unplaced = SEVERITIES.some((severity) => (version.withoutLayer[severity] ?? 0) > 0)
  return (
    <>
      <ol className="flex flex-col gap-1" aria-label="Layers, the newest first">
        {version.layers.toReversed().map((layer) => {
          const owner = layer.owner ? OWNERS[layer.owner] : NOBODY
          return (
            <li
              key={layer.position}
              className={clsx('border border-line border-l-4', owner.edge, layer.isMine ? 'bg-selected' : 'bg-raised')}
            >
              <Link
                href={hrefOf(layer.position)}
                aria-label={`Packages of layer ${layer.position}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5 text-sm hover:bg-hover"
              >
                <span className="w-6 text-right text-muted">{layer.position}</span>
                <span className={clsx('w-24', owner.text)}>{owner.word}</span>
                <span className="w-32 truncate" title={layer.team?.name}>
                  {layer.team ? layer.team.name : <Unknown>nobody’s</Unknown>}
                  {layer.isMine && <span className="text-muted"> · yours</span>}
                </span>
                <code
                  className="min-w-0 flex-1 basis-64 truncate font-mono text-xs"
                  title={layer.createdBy ?? undefined}
                >
                  {layer.createdBy ?? layer.digest?.slice(0, 19) ?? 'instruction unknown'}
                </code>
                {isScanned ? (
                  <SeverityCounts counts={layer.openIssues} />
                ) : (
                  <Unknown why="No complete scan of this version came in" />
                )}
              </Link>
            </li>
          )
        })}
      </ol>
      {unplaced && (
        <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
          No source says in which layer these are: <SeverityCounts counts={version.withoutLayer} />
        </p>
      )}
    </>
  )
}
