import { cloneElement, type HTMLAttributes, type ReactElement, useState } from 'react'
import { tellNotLoaded } from './use-loaded.ts'

export type TriggerProps = HTMLAttributes<HTMLElement>

/**
 * A button whose pop-up is loaded when it is first pressed, and fetched ahead when it is pointed at or focused. Until
 * then `closedTrigger` stands in its place; afterwards `loaded` renders it, open.
 */
export function useOpener<Loaded>(
  load: () => Promise<Loaded>,
  trigger: ReactElement<TriggerProps>,
  popup: 'menu' | 'dialog',
): { loaded: Loaded | null; closedTrigger: ReactElement } {
  const [loaded, setLoaded] = useState<{ value: Loaded } | null>(null)
  const fetchAhead = () => {
    // A failure is told when it matters, at the press.
    load().catch(() => undefined)
  }
  const closedTrigger = cloneElement(trigger, {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onPointerEnter: fetchAhead,
    onFocus: fetchAhead,
    onClick: () => load().then((value) => setLoaded({ value }), tellNotLoaded),
  })
  return { loaded: loaded?.value ?? null, closedTrigger }
}
