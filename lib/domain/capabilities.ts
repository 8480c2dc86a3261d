import type { ContainerFacts } from './workload-facts.ts'

// Each of these lets a process leave its container, read other processes, or take over the node's network.
const DANGEROUS = new Set([
  'ALL',
  'BPF',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
])

/** What container runtimes grant unless it is dropped; some grant fewer, which nothing here can tell. */
const GRANTED_BY_DEFAULT = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/** The capabilities of Linux without `CAP_`. @see capabilities(7) */
export const CAPABILITIES: ReadonlySet<string> = new Set([
  ...GRANTED_BY_DEFAULT,
  ...[...DANGEROUS].filter((name) => name !== 'ALL'),
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'BLOCK_SUSPEND',
  'CHECKPOINT_RESTORE',
  'IPC_LOCK',
  'IPC_OWNER',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'NET_BROADCAST',
  'PERFMON',
  'SYSLOG',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
])

/** True when one of the Linux capabilities, with or without `CAP_`, is worth an attack. @see capabilities(7) */
export function hasDangerousCapability(capabilities: readonly string[]): boolean {
  return capabilities.some((capability) => DANGEROUS.has(bare(capability)))
}

/**
 * Whether a container can use a capability (without `CAP_`): it was added, or it is granted by default and was not dropped. Who is not
 * root uses none of the latter, unless it can become more than it started as. Null is not known.
 */
export function hasCapability(
  {
    privileged,
    runsAsRoot,
    allowPrivilegeEscalation,
    capabilitiesAdded,
    capabilitiesDropped,
  }: Pick<
    ContainerFacts,
    'privileged' | 'runsAsRoot' | 'allowPrivilegeEscalation' | 'capabilitiesAdded' | 'capabilitiesDropped'
  >,
  capability: string,
): boolean | null {
  const names = (list: readonly string[]) => list.some((one) => ['ALL', capability].includes(bare(one)))
  if (privileged || names(capabilitiesAdded)) return true
  if (!GRANTED_BY_DEFAULT.has(capability) || names(capabilitiesDropped)) return privileged === null ? null : false
  if (runsAsRoot) return true
  return privileged === false && runsAsRoot === false && allowPrivilegeEscalation === false ? false : null
}

function bare(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '')
}
