import type { Dimension } from '../../domain/metrics/definitions.ts'
import { severityOfRank } from '../../domain/severity.ts'
import type { NamedThing } from '../../store/metrics/names.ts'

interface GroupName {
  /** As the filter of the dimension takes it. */
  key: string
  label: string
  gone: boolean
}

/** What a stored value of a dimension is called. */
export function groupName(names: readonly NamedThing[], by: Dimension, value: string): GroupName {
  if (by === 'severity') return plain(severityOfRank(Number(value)))
  if (by === 'kind') return plain(value)
  if (by === 'environment') return value === '' ? { key: 'none', label: 'Not known', gone: false } : plain(value)
  if (value === '0') return { key: 'none', label: by === 'team' ? 'Nobody' : 'No known cluster', gone: false }
  const found = names.find(({ dimension, id }) => dimension === by && String(id) === value)
  return found
    ? { key: found.slug, label: found.name, gone: found.gone }
    : { key: value, label: `${by} ${value}`, gone: true }
}

function plain(value: string): GroupName {
  return { key: value, label: value.charAt(0).toUpperCase() + value.slice(1), gone: false }
}
