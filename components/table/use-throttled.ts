import { useEffect, useRef } from 'react'

/** A busy hour tells of changes every second; a list is looked at again this often at most. */
const LOOK_AGAIN_MS = 4000

/** Runs at once, then at most every few seconds, and once more when asked meanwhile. */
export function useThrottled(run: () => Promise<void>): () => void {
  const latest = useRef(run)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const again = useRef(false)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const start = () => {
    if (timer.current !== undefined) {
      again.current = true
      return
    }
    void latest.current()
    timer.current = setTimeout(() => {
      timer.current = undefined
      if (again.current) {
        again.current = false
        start()
      }
    }, LOOK_AGAIN_MS)
  }
  return start
}
