import { type RefObject, useEffect, useState } from 'react'

/** Whether what is in a box is wider than the box, so that it scrolls sideways. */
export function useOverflow(box: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth))
    for (const watched of [element, ...element.children]) measure.observe(watched)
    return () => measure.disconnect()
  })
  return overflows
}
