import type { MisconfigurationObservation, ReportHeader, UnreadObservation } from '../domain/observation.ts'
import { FormatError } from './format-error.ts'
import { asArray, asObject, type JsonObject, member, text } from './json-access.ts'
import { placeName } from './record-paths.ts'
import type { ReportFormat, ReportOptions, ReportReading } from './report-format.ts'
import { requiredList } from './repository-findings.ts'
import { ScopeList } from './scope-list.ts'

const MAX = { id: 200, title: 1000, message: 5000 }
/** An object with `Controls` (with `--totals`, and since 0.6), a list of controls before, or a single one. */
const RECORDS = ['Controls.*.tests.*.results.*', '*.tests.*.results.*', 'tests.*.results.*']
const SCORING = /\s*\((?:Automated|Manual|Scored|Not Scored)\)\s*$/i
/** `eks-1.5.0`, `cis-1.9` or plainly `1.6`: a provider's benchmark numbers its controls in its own way. */
const BENCHMARK = /^([a-z][a-z0-9]*)-/i

interface Control {
  role: string
  /** `eks-` where the control is not one of the general benchmark. */
  prefix: string
  scope: number
}

/** The CIS benchmark's state of the nodes, by role. `Totals` are not read: they can contradict the tests. */
export const kubeBenchJson: ReportFormat = {
  name: 'kube-bench-json',
  title: 'kube-bench JSON report',
  source: 'kube-bench',
  records: RECORDS,
  ignored: [],
  recognises: (outline) => asArray(controlsOf(outline)).some(isControl),
  header,
  read,
}

function controlsOf(outline: unknown): unknown {
  if (Array.isArray(outline)) return outline
  const root = asObject(outline)
  const controls = member(root, 'Controls')
  return root !== null && controls === undefined ? [root] : controls
}

function isControl(value: unknown): boolean {
  const control = asObject(value)
  return control !== null && 'tests' in control && 'node_type' in control
}

function header(): ReportHeader {
  return { format: kubeBenchJson.name, source: kubeBenchJson.source, toolVersion: null, scannedAt: null }
}

function read(outline: unknown, options: ReportOptions): ReportReading {
  const { cluster } = options
  if (cluster === undefined) {
    throw new FormatError('invalid', 'The report does not say which cluster was checked: name it with cluster=')
  }
  const list = new ScopeList('misconfiguration')
  const unread: UnreadObservation[] = []
  const controls = requiredList(controlsOf(outline), 'Controls').map((value, index): Control | null => {
    if (!isControl(value)) {
      unread.push({ type: 'unread', path: `Controls[${index}]`, reason: 'This is no control with tests' })
      return null
    }
    const role = text(asObject(value), 'node_type', MAX.id) || 'node'
    const provider = BENCHMARK.exec(text(asObject(value), 'version', MAX.id))?.[1]?.toLowerCase() ?? 'cis'
    const prefix = provider === 'cis' ? '' : `${provider}-`
    return { role, prefix, scope: list.of({ type: 'cluster', name: cluster, role }) }
  })
  return {
    scopes: list.scopes,
    unread,
    record({ pattern, indexes }, value) {
      const control = controls[pattern === 'tests.*.results.*' ? 0 : (indexes[0] ?? -1)]
      const found = findingOf(asObject(value), control)
      return typeof found === 'string' ? { type: 'unread', path: placeName(pattern, indexes), reason: found } : found
    },
  }
}

/**
 * Only FAIL is a finding: PASS and INFO are none, and WARN means that the tool could not tell and a person has to look. What
 * it saw (`actual_value`) is not kept, because it can be a command line with credentials in it.
 */
function findingOf(
  result: JsonObject | null,
  control: Control | null | undefined,
): MisconfigurationObservation | string | null {
  const status = text(result, 'status', 20).toUpperCase()
  if (['PASS', 'INFO', 'WARN'].includes(status)) return null
  if (status !== 'FAIL') return 'Its status is none that is known'
  if (!control) return 'It stands in no control'
  const number = text(result, 'test_number', MAX.id)
  if (number === '') return 'It has no test_number'
  const expected = text(result, 'expected_result', MAX.message)
  return {
    type: 'misconfiguration',
    scope: control.scope,
    rule: `${control.prefix}${number}`,
    title: text(result, 'test_desc', MAX.title).replace(SCORING, ''),
    description: '',
    remediation: text(result, 'remediation', MAX.message).trim(),
    // The benchmark states none.
    severity: 'unknown',
    references: [],
    path: '',
    resource: control.role,
    startLine: null,
    endLine: null,
    message: text(result, 'reason', MAX.message) || (expected && `Expected: ${expected}`),
  }
}
