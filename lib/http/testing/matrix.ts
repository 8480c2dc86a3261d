import { OTHER_FIXES } from '../../service/testing/fix-examples.ts'
import { OTHER_IMAGE } from '../../service/testing/image-examples.ts'
import { OTHER_REPORTS } from '../../service/testing/inbox-examples.ts'
import { OTHERS } from '../../service/testing/issue-examples.ts'
import { OTHER_ROUTE } from '../../service/testing/route-examples.ts'
import type { Caller } from '../../service/testing/world.ts'
import type { Send } from './api-case.ts'

/** The columns, in the order of the statuses in each row. */
export const COLUMNS = [
  'admin',
  'security',
  'developer',
  'manager',
  'auditor',
  'reports',
  'events',
  'admission',
  'nobody',
] as const satisfies Caller[]

/**
 * Whose thing is asked for: the developer's team (`own`), another team (`other`), nobody's (`none`), or something that belongs to no
 * team (`-`).
 */
type Target = 'own' | 'other' | 'none' | '-'

export interface MatrixRow {
  operation: string
  target: Target
  /** HTTP statuses, one a column. */
  expect: string
  /** What is sent, where it is not the operation's example. */
  send?: (caller: Caller) => Send
}

function row(operation: string, target: Target, expect: string, send?: MatrixRow['send']): MatrixRow {
  return { operation, target, expect, ...(send && { send }) }
}

const password = () => ({
  body: { currentPassword: 'old heather on the hill', newPassword: 'new harbour at low tide' },
})
const ownSession = (caller: Caller) => ({ params: { id: `second-${caller}` } })
const foreignSession = () => ({ params: { id: 'second-of-nobody' } })
const otherTeam = () => ({ params: { id: 4 } })

const otherFix = () => ({ params: { id: OTHER_FIXES.other } })
const otherRoute = () => ({ params: { id: OTHER_ROUTE } })

const otherIssue = () => ({ params: { id: OTHERS.issue } })
const action = (value: unknown) => () => ({ body: { version: 2, action: value } })

/** What every role, kind of token and stranger gets from every operation. A test fails when an operation has no row. */
export const matrix: readonly MatrixRow[] = [
  //                                  adm sec dev man aud rep eve ads nobody
  row('getOpenApi', '-', '            200 200 200 200 200 200 200 200 200'),
  row('getMe', '-', '                 200 200 200 200 200 403 403 403 401'),
  row('changePassword', '-', '        204 204 204 204 204 403 403 403 401', password),
  row('listOwnSessions', '-', '       200 200 200 200 200 403 403 403 401'),
  row('endOwnSession', 'own', '       204 204 204 204 204 403 403 403 401', ownSession),
  row('endOwnSession', 'other', '     404 404 404 404 404 403 403 403 401', foreignSession),
  row('endOtherSessions', '-', '      200 200 200 200 200 403 403 403 401'),
  row('listUsers', '-', '             200 200 403 403 200 403 403 403 401'),
  row('updateUser', '-', '            200 403 403 403 403 403 403 403 401'),
  row('endUserSessions', '-', '       200 403 403 403 403 403 403 403 401'),
  row('createPasswordLink', '-', '    201 403 403 403 403 403 403 403 401'),
  row('listInvitations', '-', '       200 403 403 403 403 403 403 403 401'),
  row('createInvitation', '-', '      201 403 403 403 403 403 403 403 401'),
  row('revokeInvitation', '-', '      204 403 403 403 403 403 403 403 401'),
  row('lookUpInvitation', '-', '      200 200 200 200 200 200 200 200 200'),
  row('acceptInvitation', '-', '      201 201 201 201 201 201 201 201 201'),
  row('getRiskWeights', '-', '        200 200 200 200 200 403 403 403 401'),
  row('listRiskWeights', '-', '       200 200 200 200 200 403 403 403 401'),
  row('previewRiskWeights', '-', '    200 403 403 403 403 403 403 403 401'),
  row('saveRiskWeights', '-', '       201 403 403 403 403 403 403 403 401'),
  row('listTeams', '-', '             200 200 200 200 200 403 403 403 401'),
  row('createTeam', '-', '            201 201 403 403 403 403 403 403 401'),
  row('updateTeam', 'own', '          200 200 403 403 403 403 403 403 401'),
  row('updateTeam', 'other', '        200 200 403 403 403 403 403 403 401', otherTeam),
  row('deleteTeam', '-', '            204 204 403 403 403 403 403 403 401'),
  row('getOwnership', '-', '          200 200 200 200 200 403 403 403 401'),
  row('saveOwnership', '-', '         200 200 403 403 403 403 403 403 401'),
  row('previewOwnership', '-', '      200 200 403 403 403 403 403 403 401'),
  row('listUnowned', '-', '           200 200 200 200 200 403 403 403 401'),
  row('getSignInGroups', '-', '       200 200 200 200 200 403 403 403 401'),
  row('saveSignInGroups', '-', '      200 403 403 403 403 403 403 403 401'),
  row('listOwnerFiles', '-', '        200 200 200 200 200 403 403 403 401'),
  row('getOwnerFile', '-', '          200 200 200 200 200 403 403 403 401'),
  row('previewOwnerFile', '-', '      200 200 403 403 403 403 403 403 401'),
  row('putOwnerFile', '-', '          200 200 403 403 403 403 403 403 401'),
  row('deleteOwnerFile', '-', '       200 200 403 403 403 403 403 403 401'),
  row('listClusters', '-', '          200 200 200 200 200 403 403 403 401'),
  row('updateCluster', '-', '         200 200 403 403 403 403 403 403 401'),
  row('getClocks', '-', '             200 200 200 200 200 403 403 403 401'),
  row('saveClocks', '-', '            200 200 403 403 403 403 403 403 401'),
  row('listClockVersions', '-', '     200 200 200 200 200 403 403 403 401'),
  row('listTokens', '-', '            200 200 403 403 403 403 403 403 401'),
  row('createToken', '-', '           201 201 403 403 403 403 403 403 401'),
  row('revokeToken', '-', '           204 204 403 403 403 403 403 403 401'),
  row('listSources', '-', '           200 200 200 200 200 403 403 403 401'),
  row('getCoverage', '-', '           200 200 200 200 200 403 403 403 401'),
  row('listUnscannedImages', '-', '   200 200 200 200 200 403 403 403 401'),
  row('listCoverage', '-', '          200 200 200 200 200 403 403 403 401'),
  row('listSourceStreams', '-', '     200 200 200 200 200 403 403 403 401'),
  row('updateSourceStream', '-', '    200 200 403 403 403 403 403 403 401'),
  row('listLoadLines', '-', '         200 200 200 200 200 403 403 403 401'),
  row('setLoadLine', '-', '           201 201 403 403 403 403 403 403 401'),
  row('listLoadLineHistory', '-', '   200 200 200 200 200 403 403 403 401'),
  row('suggestLoadLine', '-', '       200 200 200 200 200 403 403 403 401'),
  row('listLoads', '-', '             200 200 200 200 200 403 403 403 401'),
  row('loadHistory', '-', '           200 200 200 200 200 403 403 403 401'),
  row('bringBelowLine', 'own', '      200 200 200 200 200 403 403 403 401'),
  row('bringBelowLine', 'other', '    200 200 404 200 200 403 403 403 401', () => ({
    query: { kind: 'workload', id: OTHERS.workload },
  })),
  row('bringBelowLine', '-', '        200 200 404 200 200 403 403 403 401', () => ({
    query: { kind: 'cluster', id: 1 },
  })),
  row('listFeeds', '-', '             200 200 200 200 200 403 403 403 401'),
  row('listAudit', '-', '             200 403 403 403 200 403 403 403 401'),
  row('verifyAudit', '-', '           200 403 403 403 200 403 403 403 401'),
  row('getJob', '-', '                200 200 404 404 404 403 403 403 401'),
  row('cancelJob', '-', '             200 200 404 404 404 403 403 403 401'),
  row('live', '-', '                  200 200 200 200 200 403 403 403 401'),
  row('listIssues', '-', '            200 200 200 200 200 403 403 403 401'),
  row('issueFacets', '-', '           200 200 200 200 200 403 403 403 401'),
  row('suggestIssueValues', '-', '    200 200 200 200 200 403 403 403 401'),
  row('exportIssues', '-', '          200 200 200 200 200 403 403 403 401'),
  row('getIssue', 'own', '            200 200 200 200 200 403 403 403 401'),
  row('getIssue', 'other', '          200 200 404 200 200 403 403 403 401', otherIssue),
  row('actOnIssue', 'own', '          200 200 200 200 403 403 403 403 401'),
  row('actOnIssue', 'other', '        200 200 404 200 403 403 403 403 401', otherIssue),
  row('actOnIssue', 'own', '          200 200 200 403 403 403 403 403 401', action({ type: 'assign', userId: null })),
  row(
    'actOnIssue',
    'own',
    '          200 200 403 403 403 403 403 403 401',
    action({ type: 'dismiss', reason: 'Not used.' }),
  ),
  row('actOnIssues', '-', '           200 200 200 403 403 403 403 403 401'),
  row('startBulk', '-', '             202 202 202 403 403 403 403 403 401'),
  row('bulkResults', '-', '           200 200 404 404 404 403 403 403 401'),
  row('undoBulk', '-', '              202 202 404 404 404 403 403 403 401'),
  row('revokeStatement', '-', '       200 200 403 403 403 403 403 403 401'),
  row('restoreStatement', '-', '      200 200 403 403 403 403 403 403 401'),
  row('listMentionable', 'own', '     200 200 200 200 403 403 403 403 401'),
  row('listMentionable', 'other', '   200 200 404 200 403 403 403 403 401', otherIssue),
  row('listMentions', '-', '          200 200 200 200 200 403 403 403 401'),
  row('readMentions', '-', '          204 204 204 204 204 403 403 403 401'),
  row('listAssignees', 'own', '       200 200 200 403 403 403 403 403 401'),
  row('listAssignees', 'other', '     200 200 403 403 403 403 403 403 401', () => ({ query: { teamId: 4 } })),
  row('listAssignees', 'none', '      200 200 200 403 403 403 403 403 401', () => ({ query: {} })),
  row('listFixes', '-', '             200 200 200 200 200 403 403 403 401'),
  row('exportFixes', '-', '           200 200 200 200 200 403 403 403 401'),
  row('getFix', 'own', '              200 200 200 200 200 403 403 403 401'),
  row('getFix', 'other', '            200 200 404 200 200 403 403 403 401', otherFix),
  row('listFixIssues', 'own', '       200 200 200 200 200 403 403 403 401'),
  row('listFixIssues', 'other', '     200 200 404 200 200 403 403 403 401', otherFix),
  row('actOnFix', 'own', '            200 200 200 403 403 403 403 403 401'),
  row('actOnFix', 'other', '          200 200 404 403 403 403 403 403 401', otherFix),
  row('listWorkloads', '-', '         200 200 200 200 200 403 403 403 401'),
  row('getWorkload', 'own', '         200 200 200 200 200 403 403 403 401'),
  row('getWorkload', 'other', '       200 200 404 200 200 403 403 403 401', () => ({
    params: { id: OTHERS.workload },
  })),
  row('listImages', '-', '            200 200 200 200 200 403 403 403 401'),
  row('getImage', 'own', '            200 200 200 200 200 403 403 403 401'),
  row('getImage', 'other', '          200 200 404 200 200 403 403 403 401', () => ({ params: { id: OTHER_IMAGE } })),
  row('listImagePackages', 'own', '   200 200 200 200 200 403 403 403 401'),
  row('listImagePackages', 'other', ' 200 200 404 200 200 403 403 403 401', () => ({
    params: { id: OTHER_IMAGE },
    query: { version: 41 },
  })),
  row('searchComponents', '-', '      200 200 200 200 200 403 403 403 401'),
  row('exportComponents', '-', '      200 200 200 200 200 403 403 403 401'),
  row('listDecisions', '-', '         200 200 200 200 200 403 403 403 401'),
  row('getDecision', 'own', '         200 200 200 200 200 403 403 403 401'),
  row('getDecision', 'other', '       200 200 404 200 200 403 403 403 401', () => ({
    params: { id: OTHERS.decision },
  })),
  row('getOverview', '-', '           200 200 200 200 200 403 403 403 401'),
  row('getMetrics', '-', '            200 200 200 200 200 403 403 403 401'),
  row('exportMetrics', '-', '         200 200 200 200 200 403 403 403 401'),
  row('listMetricDefinitions', '-', ' 200 200 200 200 200 403 403 403 401'),
  row('listMetricRows', '-', '        200 200 200 200 200 403 403 403 401'),
  row('exportMetricRows', '-', '      200 200 200 200 200 403 403 403 401'),
  row('recountMetrics', '-', '        204 403 403 403 403 403 403 403 401'),
  row('listRoutes', '-', '            200 200 200 200 200 403 403 403 401'),
  row('getRoute', 'own', '            200 200 200 200 200 403 403 403 401'),
  row('getRoute', 'other', '          200 200 404 200 200 403 403 403 401', otherRoute),
  row('createRoute', 'own', '         201 201 201 403 403 403 403 403 401'),
  row('updateRoute', 'own', '         200 200 200 403 403 403 403 403 401'),
  row('updateRoute', 'other', '       200 200 404 403 403 403 403 403 401', otherRoute),
  row('deleteRoute', 'own', '         204 204 204 403 403 403 403 403 401'),
  row('deleteRoute', 'other', '       204 204 404 403 403 403 403 403 401', otherRoute),
  row('resumeRoute', 'own', '         200 200 200 403 403 403 403 403 401'),
  row('resumeRoute', 'other', '       200 200 404 403 403 403 403 403 401', otherRoute),
  row('listRouteProviders', '-', '    200 200 200 200 200 403 403 403 401'),
  row('previewRoute', '-', '          200 200 200 403 403 403 403 403 401'),
  row('testRoute', '-', '             200 200 200 403 403 403 403 403 401'),
  row('listDeliveries', 'own', '      200 200 200 200 200 403 403 403 401'),
  row('listDeliveries', 'other', '    200 200 404 200 200 403 403 403 401', otherRoute),
  row('listDeadLetters', '-', '       200 200 200 200 200 403 403 403 401'),
  row('replayDeadLetters', 'own', '   200 200 200 403 403 403 403 403 401'),
  row('sendFix', 'own', '             204 204 204 403 403 403 403 403 401'),
  row('sendFix', 'other', '           204 204 404 403 403 403 403 403 401', otherFix),
  row('listAllowedHosts', '-', '      200 200 403 403 200 403 403 403 401'),
  row('allowHost', '-', '             201 403 403 403 403 403 403 403 401'),
  row('disallowHost', '-', '          204 403 403 403 403 403 403 403 401'),
  row('ingestReport', '-', '          403 403 403 403 403 202 403 403 401'),
  row('ingestEvents', '-', '          403 403 403 403 403 403 202 403 401'),
  row('getIngestedEvent', '-', '      403 403 403 403 403 403 200 403 401'),
  row('listReports', '-', '           200 200 200 200 200 403 403 403 401'),
  row('getReport', 'own', '           200 200 200 200 200 404 403 403 401'),
  row('getReport', 'other', '         200 200 404 200 200 404 403 403 401', () => ({
    params: { id: OTHER_REPORTS.other },
  })),
  row('getReport', 'none', '          200 200 200 200 200 200 403 403 401', () => ({
    params: { id: OTHER_REPORTS.none },
  })),
  row('retryReport', '-', '           200 200 403 403 403 403 403 403 401'),
  row('confirmReport', '-', '         200 200 403 403 403 403 403 403 401'),
]
