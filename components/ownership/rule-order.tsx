import { RULE_KINDS } from '../../lib/domain/ownership.ts'
import { RULE_GUIDE } from '../../lib/domain/ownership-rule.ts'

/** In which order the ways are tried, whatever the order of the rules. */
export function RuleOrder() {
  return (
    <p className="max-w-3xl text-muted text-sm">
      The first way that names a team decides: given by hand,{' '}
      {RULE_KINDS.map((kind) => RULE_GUIDE[kind].label.toLowerCase()).join(', ')}. Within one way these rules are asked
      in their order, before labels that name a team and imported owners. An asterisk stands for any characters.
    </p>
  )
}
