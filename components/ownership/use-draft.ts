'use client'

import { useMemo, useState } from 'react'
import type { Ownership } from '../../lib/contract/ownership.ts'
import type { RuleKind } from '../../lib/domain/ownership.ts'
import { patternProblem } from '../../lib/domain/ownership-rule.ts'

/** A rule as it is edited; `team` is null until one is chosen. `id` keeps a row the same while it moves. */
export interface DraftRule {
  id: number
  kind: RuleKind
  pattern: string
  team: string | null
}

export interface DraftAlias {
  id: number
  handle: string
  team: string | null
}

export interface Draft {
  version: number
  rules: DraftRule[]
  aliases: DraftAlias[]
}

let lastId = 0
const numbered = <Row extends object>(row: Row): Row & { id: number } => ({ id: ++lastId, ...row })

function draftOf({ version, rules, aliases }: Ownership): Draft {
  return { version, rules: rules.map(numbered), aliases: aliases.map(numbered) }
}

/** The rules and names as they are being edited, over what is stored; they are saved together. */
export function useDraft(stored: Ownership) {
  const [draft, setDraft] = useState<Draft | null>(null)
  // Made once: a row that got another id would lose the focus.
  const unchanged = useMemo(() => draftOf(stored), [stored])
  const now = draft ?? unchanged
  const change = (edit: (draft: Draft) => Partial<Draft>) =>
    setDraft((old) => {
      const from = old ?? now
      return { ...from, ...edit(from) }
    })
  return {
    ...now,
    isChanged: draft !== null && text(draft) !== text(unchanged),
    /** Somebody saved while this was edited. */
    isOutdated: draft !== null && draft.version !== stored.version,
    body: bodyOf(now),
    reset: () => setDraft(null),
    addRule: (rule: Partial<DraftRule> = {}) =>
      change(({ rules }) => ({
        rules: [...rules, numbered({ kind: 'namespace' as RuleKind, pattern: '', team: null, ...rule })],
      })),
    setRule: (id: number, edit: Partial<DraftRule>) =>
      change(({ rules }) => ({ rules: rules.map((rule) => (rule.id === id ? { ...rule, ...edit } : rule)) })),
    removeRule: (id: number) => change(({ rules }) => ({ rules: rules.filter((rule) => rule.id !== id) })),
    moveRule: (id: number, to: number) => change(({ rules }) => ({ rules: moved(rules, id, to) })),
    addAlias: (alias: Partial<DraftAlias> = {}) =>
      change(({ aliases }) => ({ aliases: [...aliases, numbered({ handle: '', team: null, ...alias })] })),
    setAlias: (id: number, edit: Partial<DraftAlias>) =>
      change(({ aliases }) => ({ aliases: aliases.map((alias) => (alias.id === id ? { ...alias, ...edit } : alias)) })),
    removeAlias: (id: number) => change(({ aliases }) => ({ aliases: aliases.filter((alias) => alias.id !== id) })),
  }
}

export type DraftState = ReturnType<typeof useDraft>

function moved(rules: readonly DraftRule[], id: number, to: number): DraftRule[] {
  const rule = rules.find((one) => one.id === id)
  if (!rule) return [...rules]
  const rest = rules.filter((one) => one.id !== id)
  return [...rest.slice(0, to), rule, ...rest.slice(to)]
}

/** What is sent; null while something is missing or cannot be. */
function bodyOf({ version, rules, aliases }: Draft) {
  const isReady =
    rules.every(({ kind, pattern, team }) => team !== null && patternProblem(kind, pattern) === null) &&
    aliases.every(({ handle, team }) => handle.trim() !== '' && team !== null)
  if (!isReady) return null
  return {
    version,
    rules: rules.map(({ kind, pattern, team }) => ({ kind, pattern, team })),
    aliases: aliases.map(({ handle, team }) => ({ handle, team })),
  }
}

function text({ rules, aliases }: Draft): string {
  return JSON.stringify([rules.map(({ id: _, ...rule }) => rule), aliases.map(({ id: _, ...alias }) => alias)])
}
