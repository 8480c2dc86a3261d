import { DEPLOY_CHECKS, type DeployQuestion } from './deploy-checks.ts'
import { matchesGlob } from './glob.ts'
import type { DeployAction, NamespaceMatch, Policy } from './policy.ts'

export type Verdict = 'allow' | 'warn' | 'deny'

/** One line of a decision: which rule of which policy said what. */
export interface PolicyResult {
  policy: string
  /** The canonical check. */
  rule: string
  /** What the rule asked for; `warn` where an image was never scanned or a rule names a check that nobody knows. */
  action: DeployAction
  message: string
}

export interface DeployDecision {
  verdict: Verdict
  results: PolicyResult[]
  /** The reason given for breaking the glass, when that turned a denial into a warning; else null. */
  brokeGlass: string | null
}

/** The annotation that lets an object through although a policy denies it; its value is the reason, and the decision records it. */
export const BREAK_GLASS = 'plimsoll.dev/break-glass'

const DEFAULT_NAMESPACES: NamespaceMatch = { exclude: ['kube-system'] }

/** Decides at the deploy gate: the strictest result wins; auditing changes no verdict, and nothing unknown is denied. */
export function evaluatePolicies(policies: readonly Policy[], question: DeployQuestion): DeployDecision {
  const results: PolicyResult[] = []
  for (const policy of policies) {
    const match = policy.spec.match?.namespaces ?? DEFAULT_NAMESPACES
    if (matchesNamespace(match, question.object.namespace)) evaluatePolicy(policy, question, results)
  }
  const denied = results.some(({ action }) => action === 'deny')
  const warned = results.some(({ action }) => action === 'warn')
  const reason = denied ? breakGlassReason(question.object.annotations) : null
  if (denied && reason === null) return { verdict: 'deny', results, brokeGlass: null }
  return { verdict: denied || warned ? 'warn' : 'allow', results, brokeGlass: reason }
}

function evaluatePolicy(policy: Policy, question: DeployQuestion, results: PolicyResult[]): void {
  for (const { stage, check, action } of policy.spec.rules) {
    if (stage !== 'deploy') continue
    const add = (taken: DeployAction, message: string) =>
      results.push({ policy: policy.metadata.name, rule: check, action: taken, message })
    const ask = DEPLOY_CHECKS.get(check)
    if (!ask) {
      add('warn', `No check is called ${check}; the rule was not applied`)
      continue
    }
    const { violated, unknown } = ask(question)
    for (const message of violated) add(action, message)
    for (const message of unknown) add(action === 'audit' ? 'audit' : 'warn', message)
  }
}

export function matchesNamespace({ include = [], exclude = [] }: NamespaceMatch, namespace: string): boolean {
  if (exclude.some((pattern) => matchesGlob(pattern, namespace))) return false
  return include.length === 0 || include.some((pattern) => matchesGlob(pattern, namespace))
}

/** The stated reason, null when the annotation is absent or says nothing. */
function breakGlassReason(annotations: Readonly<Record<string, string>>): string | null {
  const reason = Object.hasOwn(annotations, BREAK_GLASS) ? annotations[BREAK_GLASS]?.trim() : ''
  return reason ? reason : null
}
