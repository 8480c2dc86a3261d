import type { ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { Time } from '../ui/time.tsx'
import { Unknown } from '../ui/unknown.tsx'

const KINDS: Record<string, string> = {
  vulnerability: 'vulnerabilities',
  misconfiguration: 'configuration',
  secret: 'secrets',
  inventory: 'packages',
}

/** Which tools scanned a version for what, and when each last came to its end. */
export function ScanNote({ scans }: { scans: ImageVersionDetail['scans'] }) {
  const complete = scans.flatMap(({ completeAt, ...scan }) => (completeAt === null ? [] : { ...scan, completeAt }))
  if (complete.length === 0) return <Unknown why="No complete scan of this version came in">never scanned</Unknown>
  return (
    <ul className="flex flex-col">
      {complete.map(({ source, scan, completeAt }) => (
        <li key={`${source} ${scan} ${completeAt}`} className="whitespace-nowrap">
          {source} <span className="text-muted">({KINDS[scan] ?? scan})</span> <Time at={completeAt} />
        </li>
      ))}
    </ul>
  )
}

/** Whether anybody looked for problems; a list of packages is no search for them. */
export function wasScanned({ scans }: Pick<ImageVersionDetail, 'scans'>): boolean {
  return scans.some(({ scan, completeAt }) => completeAt !== null && scan !== 'inventory')
}
