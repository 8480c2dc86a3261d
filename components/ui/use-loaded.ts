import { useEffect, useState } from 'react'
import { notify } from './toaster.tsx'

/**
 * Code that is loaded when it is first needed, or null until then. Everything that opens over the page comes this way:
 * its behaviour (focus, placing, keys) weighs more than a page may at first load.
 */
export function useLoaded<Loaded>(load: () => Promise<Loaded>, wanted: boolean): Loaded | null {
  const [loaded, setLoaded] = useState<{ value: Loaded } | null>(null)
  const missing = wanted && loaded === null
  useEffect(() => {
    if (!missing) return
    let gone = false
    load().then((value) => {
      if (!gone) setLoaded({ value })
    }, tellNotLoaded)
    return () => {
      gone = true
    }
  }, [missing, load])
  return loaded?.value ?? null
}

export function tellNotLoaded(): void {
  notify({
    tone: 'danger',
    title: 'This part of the page could not be loaded',
    detail: 'Check the connection. If Plimsoll was updated meanwhile, reload the page.',
  })
}
