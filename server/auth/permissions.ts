/** What somebody may do; roles are lists of these. Who may is decided by the role, where by the scope. */
export const PERMISSIONS = [
  /** See units of the scope: statuses, tags, masked households. */
  'units.read',
  /** See one person's name, numbers and address in full, each time with an audit entry. */
  'people.show',
  /** Dial a masked number and note what came of it. */
  'people.call',
  /** Report on units: register, correct, mark, note, daily log. */
  'units.report',
  /** Confirm a release. */
  'units.release',
  /** Answer tasks of verification lists. */
  'tasks.answer',
  /** Import, match and close verification lists. */
  'tasks.manage',
  /** Read the daily reports and hand-over pages. */
  'reports.read',
  /** Set up the forms that daily reports are filled into. */
  'reports.manage',
  /** Change the region list. */
  'regions.manage',
  /** Open rounds, publish forms. */
  'rounds.manage',
  /** Import ledgers, residents, footprints, rosters. */
  'registers.import',
  /** Download lists with masked names. */
  'export.masked',
  /** Download lists in clear, with a reason typed in. */
  'export.clear',
  /** See pupils of the scope. */
  'pupils.read',
  /** Report on pupils on somebody's behalf, note leave and recoveries, correct. */
  'pupils.report',
  /** Acknowledge, assign, verify and close alerts. */
  'alerts.work',
  /** Pass a verified alert on to the health authority. */
  'alerts.pass-on',
  /** Import rosters, move pupils, promote the years. */
  'rosters.manage',
  /** The calendar, forms, the chase and the devices of schools. */
  'school.manage',
  /** Work at a school's gate. */
  'gate.work',
  /** Accounts, roles and scopes. */
  'accounts.manage',
  /** Read the audit log. */
  'audit.read',
  /** What a wall shows: geometry, status bytes, aggregates. */
  'wall.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]
