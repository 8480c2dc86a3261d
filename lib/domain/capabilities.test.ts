import { expect, test } from 'vitest'
import { hasCapability } from './capabilities.ts'

const hardened = {
  privileged: false,
  runsAsRoot: false,
  allowPrivilegeEscalation: false,
  capabilitiesAdded: [],
  capabilitiesDropped: ['ALL'],
}
type Facts = Parameters<typeof hasCapability>[0]

test.each<[string, Partial<Facts>, string, boolean | null]>([
  ['nothing is left where all is dropped', {}, 'NET_RAW', false],
  ['a privileged container has all', { privileged: true }, 'SYS_ADMIN', true],
  ['what is added is there, however it is written', { capabilitiesAdded: ['CAP_SYS_ADMIN'] }, 'SYS_ADMIN', true],
  ['another one is not it', { capabilitiesAdded: ['NET_ADMIN'] }, 'SYS_ADMIN', false],
  ['ALL is added', { capabilitiesAdded: ['all'] }, 'BPF', true],
  ['root has what runtimes grant', { runsAsRoot: true, capabilitiesDropped: [] }, 'NET_RAW', true],
  ['but not what they do not', { runsAsRoot: true, capabilitiesDropped: [] }, 'SYS_ADMIN', false],
  ['nor what was dropped', { runsAsRoot: true, capabilitiesDropped: ['NET_RAW'] }, 'NET_RAW', false],
  ['who is not root and cannot become it has none', { capabilitiesDropped: [] }, 'NET_RAW', false],
  ['who may become root is not known', { capabilitiesDropped: [], allowPrivilegeEscalation: true }, 'NET_RAW', null],
  ['nor whom the image makes root', { capabilitiesDropped: [], runsAsRoot: null }, 'NET_RAW', null],
  ['a container of which nothing is known', { privileged: null, capabilitiesDropped: [] }, 'SYS_ADMIN', null],
])('%s', (_, facts, capability, expected) => {
  expect(hasCapability({ ...hardened, ...facts }, capability)).toBe(expected)
})
