import { type RefObject, useEffect, useState } from 'react'

/** Whether what is in a box is larger than the box, so that it scrolls. */
export function useOverflow(box: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = new ResizeObserver(() =>
      setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight),
    )
    for (const watched of [element, ...element.children]) measure.observe(watched)
    return () => measure.disconnect()
  })
  return overflows
}
