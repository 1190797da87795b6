import type { SchoolBoard, SchoolBoardEvent } from '../../../server/protocol/school.ts'

/** The board with what the news says of it; null when it must be read again: another day, or classes that it does not know. Pure. */
export function applyBoardNews(board: SchoolBoard, news: SchoolBoardEvent): SchoolBoard | null {
  if (news.campus !== board.campus.id || news.rev < board.rev) return board
  if (news.day !== board.day || news.classes === null) return null
  const changed = new Map(news.classes.map((one) => [`${one.grade}\u0000${one.class}`, one.tally]))
  const grades = board.grades.map((grade) => {
    if (!news.classes!.some((one) => one.grade === grade.name)) return grade
    const classes = grade.classes.map((one) => {
      const tally = changed.get(`${grade.name}\u0000${one.name}`)
      changed.delete(`${grade.name}\u0000${one.name}`)
      return tally ? { ...one, tally } : one
    })
    const tally = { ...grade.tally }
    // A grade is the sum of its classes; a figure that one of them does not show is in no sum either.
    for (const key of Object.keys(tally) as (keyof typeof tally)[]) {
      const figures = classes.map((one) => one.tally[key])
      tally[key] = figures.some((figure) => figure < 0) ? grade.tally[key] : figures.reduce((sum, figure) => sum + figure, 0)
    }
    return { ...grade, classes, tally }
  })
  if (changed.size > 0) return null
  return { ...board, rev: news.rev, whole: news.whole, grades, curve: news.curve, gate: news.gate, openAlerts: news.openAlerts, staff: news.staff }
}
