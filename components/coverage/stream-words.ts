import type { SourceStream } from '../../lib/contract/coverage.ts'

/** "trivy about registry.example/shop/pay", "trivy, all of it". */
export function streamTitle({ source, about }: Pick<SourceStream, 'source' | 'about'>): string {
  return about ? `${source} about ${about.name}` : `${source}, all of it`
}

/** Minutes as people say them: `45 min`, `26 h`, `7 d`. */
export function gapWords(minutes: number): string {
  if (minutes < 120) return `${minutes} min`
  if (minutes < 2 * 1440) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1440)} d`
}
