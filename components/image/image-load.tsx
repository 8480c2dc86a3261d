'use client'

import { useQuery } from '@tanstack/react-query'
import { loadHistoryOptions } from '../../lib/client/load.ts'
import type { ImageDetail } from '../../lib/contract/image-detail.ts'
import { LoadSparkline } from '../load/load-sparkline.tsx'
import { LoadGauge } from '../ui/load-gauge.tsx'

const DAYS = 30

/** The load of all versions of an image against its line, and over the last 30 days. */
export function ImageLoad({ image: { id, load, loadLine } }: { image: ImageDetail }) {
  const history = useQuery(loadHistoryOptions('image', [id], DAYS))
  return (
    <span className="flex flex-wrap items-center gap-4">
      <LoadGauge load={load} scale={10} line={loadLine} />
      <LoadSparkline history={history.data} id={id} line={loadLine?.limit ?? null} />
    </span>
  )
}
