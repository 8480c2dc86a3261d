'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Team } from '../../lib/contract/teams.ts'
import { RULE_KINDS } from '../../lib/domain/ownership.ts'
import { patternProblem, RULE_GUIDE } from '../../lib/domain/ownership-rule.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import type { DraftRule } from './use-draft.ts'

const KINDS = RULE_KINDS.map((value) => ({ value, label: RULE_GUIDE[value].label }))

/** One rule: its way, its pattern, its team; moved by dragging, by its buttons, or by Alt and an arrow key. */
export function RuleRow({
  rule,
  at,
  count,
  teams,
  mayManage,
  isDragged,
  onChange,
  onMove,
  onRemove,
  onDrag,
  onDrop,
}: {
  rule: DraftRule
  at: number
  count: number
  teams: readonly Team[]
  mayManage: boolean
  isDragged: boolean
  onChange: (edit: Partial<DraftRule>) => void
  onMove: (to: number) => void
  onRemove: () => void
  onDrag: (id: number | null) => void
  onDrop: () => void
}) {
  const guide = RULE_GUIDE[rule.kind]
  const problem = patternProblem(rule.kind, rule.pattern)
  const name = `rule ${at + 1}`
  const hint = `rule-${rule.id}-hint`
  const byKey = (event: KeyboardEvent) => {
    if (!mayManage || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? at - 1 : at + 1)
  }
  return (
    <li
      onKeyDown={byKey}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      className={clsx('flex flex-wrap items-start gap-2 border-line border-b py-2', isDragged && 'opacity-50')}
    >
      {mayManage && (
        // The buttons and the keys do the same.
        <span
          draggable
          onDragStart={() => onDrag(rule.id)}
          onDragEnd={() => onDrag(null)}
          className="flex h-8 cursor-grab items-center text-faint"
          aria-hidden="true"
          title="Drag to move"
        >
          <GripVertical className="size-4" />
        </span>
      )}
      <span className="flex h-8 w-6 items-center justify-end text-muted text-sm tabular-nums">{at + 1}</span>
      <Select
        className="w-40"
        label={`Way of ${name}`}
        options={KINDS}
        value={rule.kind}
        disabled={!mayManage}
        onChange={(kind) => onChange({ kind })}
      />
      <span className="flex min-w-56 flex-1 flex-col gap-1">
        <Input
          mono
          aria-label={`Pattern of ${name}`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={hint}
          placeholder={guide.example}
          value={rule.pattern}
          disabled={!mayManage}
          onChange={(event) => onChange({ pattern: event.target.value })}
        />
        <span id={hint} className={clsx('text-xs', problem && rule.pattern !== '' ? 'text-danger' : 'text-muted')}>
          {problem ?? guide.looksAt}
        </span>
      </span>
      <Select
        className="w-44"
        label={`Team of ${name}`}
        placeholder="Choose a team"
        options={teams.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={rule.team}
        disabled={!mayManage}
        onChange={(team) => onChange({ team })}
      />
      {mayManage && (
        <span className="flex">
          <IconButton label={`Move ${name} up`} disabled={at === 0} onClick={() => onMove(at - 1)}>
            <ArrowUp aria-hidden="true" />
          </IconButton>
          <IconButton label={`Move ${name} down`} disabled={at === count - 1} onClick={() => onMove(at + 1)}>
            <ArrowDown aria-hidden="true" />
          </IconButton>
          <IconButton label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </span>
      )}
    </li>
  )
}
