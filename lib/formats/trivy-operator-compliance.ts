import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import type { ReportOptions } from './report-format.ts'
import { MAX, misconfiguration } from './repository-findings.ts'
import type { ScopeList } from './scope-list.ts'
import { gradedByWord } from './severity-words.ts'
import { hasList, messagesOf, type OperatorReport } from './trivy-operator-records.ts'

/** A benchmark of the whole cluster: one finding a failed check of a control, or one a control where it tells sums only. */
export function complianceReport(
  object: JsonObject | null,
  scopes: ScopeList,
  { cluster }: ReportOptions,
): OperatorReport | string {
  if (cluster === undefined) {
    throw new FormatError('invalid', 'A compliance report does not say which cluster it is of: name it with cluster=')
  }
  const status = asObject(member(object, 'status'))
  const detail = asObject(member(status, 'detailReport'))
  // In sums: of itself now, directly in the status before 0.9.
  const sums = [asObject(member(status, 'summaryReport')), status].find((one) => hasList(one, 'controlCheck')) ?? null
  if (!hasList(detail, 'results') && sums === null) return 'It has no results yet'
  const name = text(asObject(member(object, 'metadata')), 'name', MAX.name)
  const scope = scopes.of({ type: 'cluster', name: cluster, role: 'policies' }, true, { part: name })
  const controls = asArray(member(detail, 'results')).map(asObject)
  const failed = (control: JsonObject | null, resource: string, message: string) =>
    misconfiguration({
      scope,
      rule: [name, text(control, 'id', MAX.id)].filter((part) => part !== '').join(' '),
      title: text(control, 'name', MAX.title),
      description: text(control, 'description', MAX.description),
      ...gradedByWord(member(control, 'severity')),
      path: '',
      resource,
      message,
    })
  return {
    finding(record, indexes) {
      const control = controls[indexes.at(-2) ?? -1] ?? null
      if (record.success === true) return null
      if (text(control, 'id', MAX.id) === '') return 'Its control has no id'
      return failed(
        control,
        text(record, 'target', MAX.name),
        text(record, 'title', MAX.title) || messagesOf(record).slice(0, MAX.message),
      )
    },
    summary() {
      return asArray(member(sums, 'controlCheck')).flatMap((value) => {
        const control = asObject(value)
        const count = member(control, 'totalFail') ?? member(control, 'failTotal')
        return typeof count === 'number' && count > 0 ? [failed(control, '', `${count} checks failed`)] : []
      })
    },
  }
}
