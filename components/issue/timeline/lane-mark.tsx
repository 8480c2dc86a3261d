import type { ReactNode } from 'react'
import type { Lane } from './timeline-view.ts'

const LOOK: Record<Lane, { colour: string; shape: ReactNode }> = {
  build: { colour: 'text-build', shape: <rect x="2" y="2" width="10" height="10" rx="1" fill="currentColor" /> },
  deploy: { colour: 'text-deploy', shape: <path d="M7 .5 13.5 7 7 13.5.5 7Z" fill="currentColor" /> },
  runtime: { colour: 'text-runtime', shape: <circle cx="7" cy="7" r="5.75" fill="currentColor" /> },
  people: {
    colour: 'text-muted',
    shape: <circle cx="7" cy="7" r="4" className="fill-canvas" stroke="currentColor" strokeWidth="1.5" />,
  },
}

/** The mark of a lane by shape and colour: a square for build, a diamond for deploy, a disc for runtime, a ring for people. */
export function LaneMark({ lane }: { lane: Lane }) {
  const { colour, shape } = LOOK[lane]
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" className={`relative shrink-0 ${colour}`} aria-hidden="true">
      {shape}
    </svg>
  )
}
