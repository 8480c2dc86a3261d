import { CAPABILITIES } from './capabilities.ts'

/** A text is hostile and may be long; what an attacker needs is said early. */
const MAX_CHARS = 5_000
/** How far in front of its name the words stand that say what a capability is to the attacker. */
const REACH_CHARS = 60

const NAME = /\b(?:CAP_)?([A-Z]+(?:_[A-Z]+)*)\b/g
const NEEDED =
  /\b(?:with|requir(?:e|es|ed|ing)|needs?|needing|needed|has|have|having|holds?|holding|possess(?:es|ing)?|granted|given|under|via|using|where)\b/i
/** Whoever gains a capability does not need it, and whoever lacks it need not have it. */
const NOT_NEEDED =
  /\b(?:without|no|not|lacks?|lacking|missing|gains?|gaining|obtains?|obtaining|acquires?|drops?|dropping|bypass(?:es|ing)?|restore[sd]?|retains?|leak(?:s|ed)?|regardless)\b/i
/** Anybody who may make a user namespace has every capability in it. */
const FOR_EVERYBODY = /\buser (?:or \w+ )?namespaces?\b|\bunprivileged\b/i

/**
 * The Linux capabilities, without `CAP_`, that an attacker must have according to a vulnerability's text, in alphabetical order; one of them is
 * enough. It errs towards none: a capability that is gained, or that anybody has in a user namespace of their own, is not needed.
 */
export function namedCapabilities(text: string): string[] {
  const named = new Set<string>()
  for (const sentence of text.slice(0, MAX_CHARS).split(/[.;!?](?:\s|$)|\n\s*\n/)) {
    if (FOR_EVERYBODY.test(sentence)) continue
    for (const match of sentence.matchAll(NAME)) {
      const [written, name = ''] = match
      // A word of capitals alone, such as KILL or BPF, may be anything.
      if (!CAPABILITIES.has(name) || !(written.startsWith('CAP_') || name.includes('_'))) continue
      const before = sentence.slice(Math.max(0, match.index - REACH_CHARS), match.index)
      const after = sentence.slice(match.index + written.length, match.index + written.length + REACH_CHARS)
      if (isNeeded(before, after)) named.add(name)
    }
  }
  return [...named].sort()
}

function isNeeded(before: string, after: string): boolean {
  if (NOT_NEEDED.test(before)) return false
  return NEEDED.test(before) || /^(?:\s+\w+){0,2}\s+(?:is|are)\s+(?:required|needed|necessary)\b/.test(after)
}
