'use client'

import { useQuery } from '@tanstack/react-query'
import { meOptions } from '../../lib/client/settings.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Section } from '../ui/section.tsx'
import { ChangePassword } from './change-password.tsx'
import { Loaded } from './loaded.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { ROLE_WORDS } from './roles.ts'

/** Who I am here, my password, and where I am signed in. */
export function Account() {
  const me = useQuery(meOptions)
  return (
    <>
      <Section title="You" note="An administrator changes roles and teams.">
        <Loaded what="your account" read={me}>
          {({ name, email, role, teams }) => (
            <DescriptionList
              items={[
                { term: 'Name', value: name },
                { term: 'E-mail', value: email },
                { term: 'Role', value: ROLE_WORDS[role] },
                { term: 'Teams', value: teams.length > 0 ? teams.map((team) => team.name).join(', ') : 'none' },
              ]}
            />
          )}
        </Loaded>
      </Section>
      {me.data?.hasPassword && (
        <Section title="Password" note="Changing it signs you out everywhere else.">
          <ChangePassword name={me.data.name} email={me.data.email} />
        </Section>
      )}
      <Section title="Where you are signed in" note="A session ends by itself after seven days.">
        <OwnSessions />
      </Section>
    </>
  )
}
