import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useCallback } from 'react'

export const IMAGE_TABS = ['version', 'packages', 'history'] as const
export type ImageTab = (typeof IMAGE_TABS)[number]

const PARSERS = {
  version: parseAsInteger,
  tab: parseAsStringLiteral(IMAGE_TABS).withDefault('version'),
  package: parseAsString.withDefault(''),
  layer: parseAsInteger,
}

/** Which version, tab and packages of an image are shown, kept in the URL. */
export function useImageView() {
  const [state, setState] = useQueryStates(PARSERS, { history: 'push' })
  return {
    ...state,
    setTab: (tab: ImageTab) => setState({ tab }),
    setVersion: (version: number) => setState({ version, layer: null }),
    setPackage: useCallback((text: string) => setState({ package: text || null }, { history: 'replace' }), [setState]),
    setLayer: (layer: number | null) => setState({ layer }),
    clearPackages: () => setState({ package: null, layer: null }),
  }
}
