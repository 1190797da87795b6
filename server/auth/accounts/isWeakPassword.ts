import { foldLogin } from './foldLogin.ts'

const SHORTEST = 10
const LONGEST = 256

/** Shorter than 10 characters, or the login itself, or one character over and over. Length helps, rules of signs do not. */
export function isWeakPassword(password: string, login: string): boolean {
  const characters = [...password]
  return characters.length < SHORTEST || password.length > LONGEST || foldLogin(password) === login || new Set(characters).size < 3
}
