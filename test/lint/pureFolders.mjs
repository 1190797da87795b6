/** Files whose functions depend on their arguments only. */
export const PURE_FILES =
  /^(server\/(protocol|merge|packs)\/|server\/feeds\/(.*\/)?parse\.ts$|geodata\/town\/|web\/map\/layers\/|web\/charts\/)/
