const GAP = 6
const EDGE = 4

/** Puts a fixed element above its anchor, or below where there is no room, and inside the window. */
export function placeBeside(element: HTMLElement, anchor: HTMLElement): void {
  const around = anchor.getBoundingClientRect()
  const own = element.getBoundingClientRect()
  const above = around.top - own.height - GAP
  const top = above >= EDGE ? above : around.bottom + GAP
  const centred = around.left + around.width / 2 - own.width / 2
  const left = Math.max(EDGE, Math.min(centred, document.documentElement.clientWidth - own.width - EDGE))
  element.style.translate = `${Math.round(left)}px ${Math.round(top)}px`
}
