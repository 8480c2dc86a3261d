import { CircleCheck, Clock } from 'lucide-react'
import type { Feed } from '../../lib/contract/feeds.ts'
import { Badge } from '../ui/badge.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** How old the loaded release is by the rule of its feed. What was never loaded is grey: nothing is known then. */
export function FeedAge({ feed: { age, loadedAt } }: { feed: Feed }) {
  if (age === 'unknown') return <Unknown>{loadedAt === null ? 'never loaded' : 'only parts loaded'}</Unknown>
  return age === 'fresh' ? (
    <Badge tone="ok">
      <CircleCheck aria-hidden="true" />
      Fresh
    </Badge>
  ) : (
    <Badge tone="warn">
      <Clock aria-hidden="true" />
      Stale
    </Badge>
  )
}
