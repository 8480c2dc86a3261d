'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { mentionableOptions } from '../../../lib/client/issues.ts'
import type { PersonRef } from '../../../lib/contract/issues.ts'
import { Field } from '../../ui/field.tsx'
import { Textarea } from '../../ui/input.tsx'
import { FormDialog } from './form-dialog.tsx'
import { mentionAt, mentionedIn, withMention } from './mention-edit.ts'
import type { Asking } from './use-asking.ts'

/** Words about an issue; an @ offers the people who can see it, and tells those whom the text names. */
export function CommentDialog({ issueId, subject, asking }: { issueId: number; subject: string; asking: Asking }) {
  const list = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(0)
  const [missing, setMissing] = useState(false)
  const [chosen, setChosen] = useState<readonly PersonRef[]>([])
  const begun = mentionAt(text, caret)
  const { data } = useQuery({ ...mentionableOptions(issueId, begun?.typed ?? ''), enabled: begun !== null })
  const people = begun ? (data?.rows ?? []) : []
  const submit = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') return false
    return asking.act({ type: 'comment', text: text.trim(), mentions: mentionedIn(text, chosen) })
  }
  const choose = (person: PersonRef | undefined) => {
    if (!person || !begun) return
    const next = withMention(text, begun, person)
    setText(next.text)
    setCaret(next.caret)
    setChosen([...chosen, person])
    requestAnimationFrame(() => box.current?.setSelectionRange(next.caret, next.caret))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) box.current?.form?.requestSubmit()
    else if (people.length === 0) return
    else if (event.key === 'ArrowDown') setActive((active + 1) % people.length)
    else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(people[active] ?? people[0])
    else return
    event.preventDefault()
  }
  return (
    <FormDialog title="Comment" subject={subject} button="Comment" asking={asking} onSubmit={submit}>
      <Field
        label="Comment"
        hint="Plain text. Everybody who sees the issue can read it; @ names somebody and tells them."
        error={missing && text.trim() === '' ? 'Write a few words first.' : null}
      >
        <Textarea
          ref={box}
          value={text}
          rows={4}
          maxLength={5000}
          aria-autocomplete="list"
          aria-controls={list}
          aria-activedescendant={people.length > 0 ? `${list}-${active}` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setCaret(event.target.selectionStart)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        />
      </Field>
      <div
        id={list}
        role="listbox"
        aria-label="People"
        hidden={people.length === 0}
        className="-mt-2 max-h-40 overflow-y-auto"
      >
        {people.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the focus and the keys
          <div
            key={person.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(person)}
            className={clsx('rounded-sm px-2 py-1 text-sm', index === active ? 'bg-selected' : 'hover:bg-hover')}
          >
            {person.name}
          </div>
        ))}
      </div>
    </FormDialog>
  )
}
