/** How the tasks of a verification list end, with their weights. */
export const ANSWERS = [['found', 7], ['not-here', 2], ['moved', 1], ['wrong-number', 1]] as const
