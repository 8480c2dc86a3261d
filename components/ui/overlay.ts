/** What lies between the page and what is over it. */
export const BACKDROP_CLASS =
  'fixed inset-0 z-40 bg-veil transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** The frame of what floats over the page. */
export const FLOATING_CLASS = 'rounded-md border border-line-strong bg-raised text-ink'
