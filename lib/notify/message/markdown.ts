import { withoutMentions } from './hostile-text.ts'

/** Every ASCII mark that Markdown may read as markup; a backslash before it makes it a letter. */
const MARKS = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g
/** Signs by which GitHub and GitLab find people, teams, issues, requests, labels, milestones, epics and snippets. */
const SIGNS = /[@#!~%&$](?=[\p{L}\p{N}_"[-])/gu
/** `GH-12` is a reference too. */
const GITHUB_NUMBER = /\bGH(?=-\d)/gi

/**
 * Hostile text as Markdown that shows exactly that text: no markup, no links, no mentions, no references to other issues
 * and no quick actions (GitLab runs a line that begins with `/close`).
 */
export function markdownText(text: string): string {
  return withoutReferences(text).replace(MARKS, '\\$&')
}

/** Text in which a tracker finds nobody and nothing to refer to. Titles are no Markdown, yet a mention in one notifies. */
export function withoutReferences(text: string): string {
  return withoutMentions(withoutMentions(text, SIGNS), GITHUB_NUMBER)
}

/** A link whose address cannot end early. Only for addresses of http(s). */
export function markdownLink(text: string, url: string): string {
  return `[${markdownText(text)}](<${url.replace(/[<>\\\s]/g, (mark) => encodeURIComponent(mark))}>)`
}
