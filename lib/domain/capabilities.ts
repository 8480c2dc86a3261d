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

/** True when one of the Linux capabilities, with or without `CAP_`, is worth an attack. @see capabilities(7) */
export function hasDangerousCapability(capabilities: readonly string[]): boolean {
  return capabilities.some((capability) => DANGEROUS.has(capability.toUpperCase().replace(/^CAP_/, '')))
}
