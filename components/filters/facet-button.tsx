'use client'

import { ChevronDown } from 'lucide-react'
import type { FacetValue } from '../../lib/contract/issues.ts'
import { type FacetField, valuesOf } from '../../lib/domain/issue-search.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Popover } from '../ui/popover.tsx'
import { FIELD_WORDS, valueWords } from './filter-words.ts'
import { toggleTerm, withoutField } from './search-edit.ts'

/** One field: what is chosen of it, and on press its values with what each would show. */
export function FacetButton({
  field,
  chosen,
  values,
  bounded,
  text,
  onChange,
}: {
  field: FacetField
  chosen: readonly string[]
  values: readonly FacetValue[] | undefined
  /** Counts read "at least". */
  bounded: boolean
  text: string
  onChange: (text: string) => void
}) {
  const { label, about } = FIELD_WORDS[field]
  const labelOf = (value: string) => valueWords(field, value, values?.find((known) => known.value === value)?.label)
  const [first] = chosen
  const summary = chosen.length > 1 ? `${chosen.length} chosen` : first !== undefined ? labelOf(first) : null
  return (
    <Popover
      title={label}
      trigger={
        <button type="button" className={buttonClass({ size: 'small' }, summary ? 'bg-selected!' : '')}>
          <span className={summary ? 'font-normal text-muted' : ''}>{label}</span>
          {summary && <span className="max-w-32 truncate">{summary}</span>}
          <ChevronDown aria-hidden="true" className="text-muted" />
        </button>
      }
    >
      <p className="-mt-1 mb-2 text-muted text-xs">
        {`By ${about}. Numbers count the issues that the other filters leave${bounded ? ', at least' : ''}.`}
      </p>
      <ul className="flex flex-col">
        {withChosen(field, values ?? [], chosen).map(({ value, count }) => (
          <li key={value} className="flex items-center justify-between gap-2">
            <Checkbox checked={chosen.includes(value)} onChange={() => onChange(toggleTerm(text, { field, value }))}>
              {labelOf(value)}
            </Checkbox>
            <span className="text-muted text-xs">
              {count?.toLocaleString('en-GB')}
              {count !== null && bounded && '+'}
            </span>
          </li>
        ))}
      </ul>
      {chosen.length > 0 && (
        <Button size="small" className="mt-2" onClick={() => onChange(withoutField(text, field))}>
          Any {label.toLowerCase()}
        </Button>
      )}
    </Popover>
  )
}

/** The counted values, and those that are chosen or always offered but were not counted. */
function withChosen(field: FacetField, values: readonly FacetValue[], chosen: readonly string[]) {
  const counted: { value: string; count: number | null }[] = values.map(({ value, count }) => ({ value, count }))
  const offered = field === 'team' ? ['mine', 'none'] : (valuesOf(field) ?? [])
  const rest = [...new Set([...offered, ...chosen])]
    .filter((value) => !counted.some((row) => row.value === value))
    .map((value) => ({ value, count: null }))
  return field === 'team' ? [...rest, ...counted] : [...counted, ...rest]
}
