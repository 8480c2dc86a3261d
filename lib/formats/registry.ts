import { checkovJson } from './checkov.ts'
import { clairJson } from './clair.ts'
import { csafJson } from './csaf.ts'
import { cyclonedx } from './cyclonedx.ts'
import { detectSecretsJson } from './detect-secrets.ts'
import { dockleJson } from './dockle.ts'
import { epss } from './epss.ts'
import { FormatError } from './format-error.ts'
import { gitleaksJson } from './gitleaks.ts'
import { grypeJson } from './grype.ts'
import { hadolintJson } from './hadolint.ts'
import { harborJson } from './harbor.ts'
import { kev } from './kev.ts'
import { kicsJson } from './kics.ts'
import { kubeBenchJson } from './kube-bench.ts'
import { kubeHunterJson } from './kube-hunter.ts'
import { kubeLinterJson } from './kube-linter.ts'
import { kubeScoreJson } from './kube-score.ts'
import { kubeauditJson } from './kubeaudit.ts'
import { kubescapeJson } from './kubescape.ts'
import { kubesecJson } from './kubesec.ts'
import { openvexJson } from './openvex.ts'
import { osvJson } from './osv.ts'
import { polarisJson } from './polaris.ts'
import { provenance } from './provenance.ts'
import type { ReportFormat } from './report-format.ts'
import { sarifJson } from './sarif.ts'
import { semgrepJson } from './semgrep.ts'
import { snykJson } from './snyk.ts'
import { spdxJson } from './spdx.ts'
import { syftJson } from './syft.ts'
import { terrascanJson } from './terrascan.ts'
import { tfsecJson } from './tfsec.ts'
import { trivyJson } from './trivy.ts'
import { trivyOperator } from './trivy-operator.ts'
import { trufflehogJson } from './trufflehog.ts'

/** Every report format, in the order in which they are asked whether a document is theirs. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  trivyJson,
  trivyOperator,
  kubescapeJson,
  checkovJson,
  kubeBenchJson,
  kicsJson,
  terrascanJson,
  tfsecJson,
  kubeLinterJson,
  kubeScoreJson,
  hadolintJson,
  dockleJson,
  kubeauditJson,
  kubesecJson,
  kubeHunterJson,
  polarisJson,
  grypeJson,
  osvJson,
  snykJson,
  clairJson,
  harborJson,
  sarifJson,
  semgrepJson,
  gitleaksJson,
  trufflehogJson,
  detectSecretsJson,
  openvexJson,
  csafJson,
  provenance,
  cyclonedx,
  syftJson,
  spdxJson,
  kev,
  epss,
]

/** Where findings stand in a document of which the format is not known. */
export const EVERY_PATH: Pick<ReportFormat, 'records' | 'ignored' | 'kept'> = {
  records: REPORT_FORMATS.flatMap(({ records }) => records),
  ignored: REPORT_FORMATS.flatMap(({ ignored }) => ignored),
  kept: Object.assign({}, ...REPORT_FORMATS.map(({ kept }) => kept)),
}

const known = REPORT_FORMATS.map(({ name, title }) => `${name} (${title})`).join(', ')

/** The format of that name, or the default format of the tool of that name. */
export function formatNamed(name: string): ReportFormat {
  const format = REPORT_FORMATS.find((one) => one.name === name) ?? REPORT_FORMATS.find((one) => one.source === name)
  if (format) return format
  throw new FormatError('unknown-format', `There is no format with the name given. Known formats: ${known}`)
}

/** Tells the format from the outline of a document. */
export function sniffFormat(outline: unknown): ReportFormat {
  const format = REPORT_FORMATS.find((one) => one.recognises(outline))
  if (format) return format
  throw new FormatError('unknown-format', `The content is of no known format. Known formats: ${known}`)
}
