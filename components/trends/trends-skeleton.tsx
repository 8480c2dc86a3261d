import { Skeleton } from '../ui/skeleton.tsx'

const FIGURES = Array.from({ length: 12 }, (_, at) => at)
const CHARTS = Array.from({ length: 4 }, (_, at) => at)

/** Figures and charts that are coming, where they will be. */
export function TrendsSkeleton() {
  return (
    <div role="status" aria-label="Loading the figures" className="flex flex-col gap-6 px-4 py-2">
      <div className="grid grid-cols-2 gap-6 sm:grid-cols-3 lg:grid-cols-6">
        {FIGURES.map((at) => (
          <Skeleton key={at} className="h-14 w-full" />
        ))}
      </div>
      <div className="grid gap-8 lg:grid-cols-2">
        {CHARTS.map((at) => (
          <Skeleton key={at} className="h-[240px] w-full" />
        ))}
      </div>
    </div>
  )
}
